package org.alyxtransfer.smb;

import java.io.Serial;
import java.security.MessageDigestSpi;
import java.security.Provider;
import java.util.List;
import java.util.Map;
import org.bouncycastle.crypto.digests.MD4Digest;
import org.bouncycastle.jce.provider.BouncyCastleProvider;

/**
 * Gives jcifs-ng the one digest that its logins need and Java has not: MD4 ([MS-NLMP] 3.3.2). By itself it would load Bouncy
 * Castle's whole provider for that, 390 classes of a signed jar. Whatever else jcifs-ng looks for still comes from there.
 */
final class LoginDigests extends Provider {
    @Serial
    private static final long serialVersionUID = 1L;

    private static final String DIGEST = "MessageDigest";
    private static final String MD4 = "MD4";

    LoginDigests() {
        super("AlyxTransferLogin", "1", "MD4, for logins with NTLM");
    }

    @Override
    public Service getService(String type, String algorithm) {
        return type.equals(DIGEST) && algorithm.equalsIgnoreCase(MD4)
                ? new Md4Service(this)
                : Others.PROVIDER.getService(type, algorithm);
    }

    private static final class Md4Service extends Service {
        Md4Service(Provider provider) {
            super(provider, DIGEST, MD4, Md4.class.getName(), List.of(), Map.of());
        }

        @Override
        public Object newInstance(Object parameter) {
            return new Md4();
        }
    }

    private static final class Md4 extends MessageDigestSpi {
        private final MD4Digest digest = new MD4Digest();

        @Override
        protected int engineGetDigestLength() {
            return digest.getDigestSize();
        }

        @Override
        protected void engineUpdate(byte input) {
            digest.update(input);
        }

        @Override
        protected void engineUpdate(byte[] input, int offset, int length) {
            digest.update(input, offset, length);
        }

        @Override
        protected byte[] engineDigest() {
            byte[] sum = new byte[digest.getDigestSize()];
            digest.doFinal(sum, 0);
            return sum;
        }

        @Override
        protected void engineReset() {
            digest.reset();
        }
    }

    /** Loaded when it is asked for something else. */
    private static final class Others {
        static final Provider PROVIDER = new BouncyCastleProvider();
    }
}
