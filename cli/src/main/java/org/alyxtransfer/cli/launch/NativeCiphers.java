package org.alyxtransfer.cli.launch;

import java.security.Provider;
import java.security.Security;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts ciphers and digests in native code before the JDK's, for TLS and every digest of this process.
 *
 * <p>The launcher asks for it where it has switched the optimising compiler off, without which the JDK's are many times
 * slower.
 */
public final class NativeCiphers {
    private static final Logger LOG = LoggerFactory.getLogger(NativeCiphers.class);
    private static final String PROVIDER = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeCiphers() {}

    /** Returns at once: loading them takes a quarter of a second, in which others plan. */
    public static void preferWhereAsked() {
        if ("native".equals(System.getProperty("alyxtransfer.ciphers"))) {
            Thread loading = new Thread(NativeCiphers::prefer, "alyx-ciphers");
            loading.setDaemon(true);
            loading.start();
        }
    }

    static void prefer() {
        try {
            Provider provider =
                    (Provider) Class.forName(PROVIDER).getField("INSTANCE").get(null);
            Security.insertProviderAt(provider, 1);
        } catch (ReflectiveOperationException | LinkageError e) {
            LOG.warn(
                    "Ciphers in native code do not work here ({}); encryption and checksums will be slow. Setting "
                            + "ALYX_TRANSFER_JAVA_OPTS=-XX:TieredStopAtLevel=4 helps.",
                    e.toString());
        }
    }
}
