package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.util.Optional;
import javax.crypto.Cipher;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Amazon's Corretto provider, if it is on the class path and its native code loads here. Loading it takes a while. */
public final class NativeProvider {
    private static final Logger LOG = LoggerFactory.getLogger(NativeProvider.class);
    private static final String CLASS = "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider";

    private NativeProvider() {}

    /** Reads files and writes a temporary one the first time. */
    public static Optional<Provider> find() {
        try {
            Provider provider =
                    (Provider) Class.forName(CLASS).getField("INSTANCE").get(null);
            Cipher.getInstance("AES/GCM/NoPadding", provider); // fails here if the native code did not load
            return Optional.of(provider);
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException | GeneralSecurityException | LinkageError e) {
            LOG.info("The Corretto crypto provider does not work here, using the JDK's: {}", e.toString());
            return Optional.empty();
        }
    }
}
