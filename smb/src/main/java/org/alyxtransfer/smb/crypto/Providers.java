package org.alyxtransfer.smb.crypto;

import java.security.GeneralSecurityException;
import java.security.Provider;
import java.security.Security;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import org.jspecify.annotations.Nullable;

/**
 * Where ciphers come from: Amazon's Corretto provider if it is on the class path and its native code loads, else the
 * JDK's own.
 *
 * <p>{@code -Dalyxtransfer.smb.provider=jdk} keeps to the JDK's. Modes that the Corretto provider lacks come from the
 * JDK in either case.
 */
enum Providers {
    JDK,
    CORRETTO;

    /** The one that new signers and sealers use. */
    static Providers preferred() {
        return Choice.PREFERRED;
    }

    /** Whether this one works on this machine. */
    boolean isAvailable() {
        return this == JDK || Choice.CORRETTO != null;
    }

    Cipher cipher(String transformation) throws GeneralSecurityException {
        Provider corretto = Choice.CORRETTO;
        if (this == CORRETTO && corretto != null && corretto.getService("Cipher", transformation) != null) {
            return Cipher.getInstance(transformation, corretto);
        }
        return Choice.JDK_CIPHERS == null
                ? Cipher.getInstance(transformation)
                : Cipher.getInstance(transformation, Choice.JDK_CIPHERS);
    }

    Mac mac(String algorithm) throws GeneralSecurityException {
        Provider corretto = Choice.CORRETTO;
        if (this == CORRETTO && corretto != null && corretto.getService("Mac", algorithm) != null) {
            return Mac.getInstance(algorithm, corretto);
        }
        return Mac.getInstance(algorithm);
    }

    /** Looked up once, when the first cipher is needed: loading the native code takes a while. */
    private static final class Choice {
        static final @Nullable Provider JDK_CIPHERS = Security.getProvider("SunJCE");
        static final @Nullable Provider CORRETTO = corretto();
        static final Providers PREFERRED = CORRETTO == null ? Providers.JDK : Providers.CORRETTO;

        private static @Nullable Provider corretto() {
            if ("jdk".equals(System.getProperty("alyxtransfer.smb.provider"))) {
                return null;
            }
            return NativeProvider.find().orElse(null);
        }
    }
}
