package org.alyxtransfer.smb.hostile;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_16LE;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import jcifs.util.Crypto;

/** The session key of a login, for who knows the password and listens ([MS-NLMP] 3.3.2, 3.4.5.1). */
final class NtlmSecret {
    private static final byte[] SIGNATURE = "NTLMSSP\0".getBytes(US_ASCII);
    private static final int AUTHENTICATE = 3; // [MS-NLMP] 2.2.1.3, with the offsets that follow
    private static final int TYPE = 8;
    private static final int NT_RESPONSE = 20;
    private static final int DOMAIN = 28;
    private static final int USER = 36;
    private static final int RANDOM_KEY = 52;
    private static final int FLAGS = 60;
    private static final int KEY_EXCHANGE = 0x4000_0000;
    private static final int PROOF_BYTES = 16;

    private final ByteBuffer token;

    private NtlmSecret(ByteBuffer token) {
        this.token = token;
    }

    /** The key, if the client's answer to the server's challenge is in this message. */
    static Optional<byte[]> in(byte[] message, String password) {
        for (int at = 0; at + FLAGS + 4 <= message.length; at++) {
            if (Arrays.equals(message, at, at + SIGNATURE.length, SIGNATURE, 0, SIGNATURE.length)
                    && message[at + TYPE] == AUTHENTICATE) {
                ByteBuffer token =
                        ByteBuffer.wrap(message, at, message.length - at).slice();
                return Optional.of(new NtlmSecret(token.order(ByteOrder.LITTLE_ENDIAN)).key(password));
            }
        }
        return Optional.empty();
    }

    private byte[] key(String password) {
        try {
            String who = text(USER).toUpperCase(Locale.ROOT) + text(DOMAIN);
            byte[] secret = hmac(Crypto.getMD4().digest(password.getBytes(UTF_16LE)), who.getBytes(UTF_16LE));
            byte[] base = hmac(secret, Arrays.copyOf(field(NT_RESPONSE), PROOF_BYTES));
            if ((token.getInt(FLAGS) & KEY_EXCHANGE) == 0) {
                return base;
            }
            Cipher rc4 = Cipher.getInstance("RC4");
            rc4.init(Cipher.DECRYPT_MODE, new SecretKeySpec(base, "RC4"));
            return rc4.doFinal(field(RANDOM_KEY));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private String text(int at) {
        return new String(field(at), UTF_16LE);
    }

    private byte[] field(int at) {
        byte[] bytes = new byte[token.getShort(at)];
        token.get(token.getInt(at + 4), bytes);
        return bytes;
    }

    private static byte[] hmac(byte[] key, byte[] bytes) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(key, "HmacMD5"));
        return mac.doFinal(bytes);
    }
}
