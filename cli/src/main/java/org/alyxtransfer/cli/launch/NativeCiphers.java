package org.alyxtransfer.cli.launch;

import java.security.Security;
import org.alyxtransfer.smb.crypto.NativeProvider;
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

    private NativeCiphers() {}

    /** Returns at once, with whether it was asked for: loading takes a quarter of a second, in which others plan. */
    public static boolean preferWhereAsked() {
        boolean asked = "native".equals(System.getProperty("alyxtransfer.ciphers"));
        if (asked) {
            Thread loading = new Thread(NativeCiphers::prefer, "alyx-ciphers");
            loading.setDaemon(true);
            loading.start();
        }
        return asked;
    }

    static void prefer() {
        NativeProvider.find()
                .ifPresentOrElse(
                        provider -> Security.insertProviderAt(provider, 1),
                        () -> LOG.warn("Ciphers in native code do not work here; encryption and checksums will be slow."
                                + " ALYX_TRANSFER_JAVA_OPTS=-XX:TieredStopAtLevel=4 helps."));
    }
}
