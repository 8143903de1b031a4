package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.generators.KDFCounterBytesGenerator;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.params.KDFCounterParameters;
import org.junit.jupiter.api.Test;

/** Keys of the exchanges that Microsoft published, and those that no document has, against Bouncy Castle. */
class SessionKeysTest {

    private static final byte[] NO_HASH = {};

    @Test
    void areThePublishedOnesOfSmb30() {
        SessionKeys keys = SessionKeys.derive(0x0300, Hex.bytes("B4546771B515F766A86735532DD6C4F0"), NO_HASH, 1);

        assertThat(Hex.text(keys.clientToServer())).isEqualTo("261B72350558F2E9DCF613070383EDBF");
        assertThat(Hex.text(keys.serverToClient())).isEqualTo("8FE2B57EC34D2DB5B1A9727F526BBDB5");
    }

    @Test
    void includeThePublishedSigningKeyOfSmb30() {
        SessionKeys keys = SessionKeys.derive(0x0302, Hex.bytes("7CD451825D0450D235424E44BA6E78CC"), NO_HASH, 0);

        assertThat(Hex.text(keys.signing())).isEqualTo("0B7E9C5CAC36C0F6EA9AB275298CEDCE");
        assertThat(keys.canSeal()).isFalse();
    }

    @Test
    void areThePublishedOnesOfSmb311() {
        SessionKeys keys = SessionKeys.derive(0x0311, Smb311Vectors.SESSION_KEY, Smb311Vectors.PREAUTH_HASH, 2);

        assertThat(Hex.text(keys.clientToServer())).isEqualTo("A2F5E80E5D59103034F32E52F698E5EC");
        assertThat(Hex.text(keys.serverToClient())).isEqualTo("748C50868C90F302962A5C35F5F9A8BF");
        assertThat(keys.canSeal()).isTrue();
    }

    @Test
    void ofSmb21AreTheSessionKeyItself() {
        byte[] sessionKey = bytes(32);

        SessionKeys keys = SessionKeys.derive(0x0210, sessionKey, NO_HASH, 0);

        assertThat(keys.signing()).isEqualTo(Arrays.copyOf(sessionKey, 16));
        assertThat(keys.canSeal()).isFalse();
    }

    @Test
    void forAes256ComeFromTheWholeSessionKey() {
        byte[] sessionKey = bytes(32);
        byte[] hash = bytes(64);

        SessionKeys longKeys = SessionKeys.derive(0x0311, sessionKey, hash, Ciphers.AES_256_GCM);
        SessionKeys shortKeys = SessionKeys.derive(0x0311, sessionKey, hash, Ciphers.AES_128_GCM);

        byte[] label = "SMBC2SCipherKey\0".getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        assertThat(longKeys.clientToServer()).isEqualTo(bouncyCastle(sessionKey, label, hash, 32));
        assertThat(shortKeys.clientToServer()).isEqualTo(bouncyCastle(Arrays.copyOf(sessionKey, 16), label, hash, 16));
        assertThat(longKeys.signing()).isEqualTo(shortKeys.signing());
    }

    @Test
    void derivationIsThatOfBouncyCastleAtAnyLength() {
        for (int bytes : new int[] {1, 16, 31, 32, 33, 64, 100}) {
            byte[] key = bytes(16);
            byte[] label = bytes(12);
            byte[] context = bytes(64);

            assertThat(KeyDerivation.derive(key, label, context, bytes))
                    .as("%d bytes", bytes)
                    .isEqualTo(bouncyCastle(key, label, context, bytes));
        }
    }

    @Test
    void aShortSessionKeyIsPaddedWithZeros() {
        byte[] eight = bytes(8);

        assertThat(SessionKeys.derive(0x0300, eight, NO_HASH, 1).signing())
                .isEqualTo(SessionKeys.derive(0x0300, Arrays.copyOf(eight, 16), NO_HASH, 1)
                        .signing());
    }

    @Test
    void areNotPrinted() {
        SessionKeys keys = SessionKeys.derive(0x0311, bytes(16), bytes(64), 2);

        assertThat(keys).hasToString("SessionKeys[signing and encryption]");
    }

    @Test
    void anUnknownCipherIsRefused() {
        assertThatThrownBy(() -> SessionKeys.derive(0x0311, bytes(16), bytes(64), 5))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("5");
    }

    private static byte[] bouncyCastle(byte[] key, byte[] label, byte[] context, int bytes) {
        byte[] fixed = new byte[label.length + 1 + context.length + 4];
        System.arraycopy(label, 0, fixed, 0, label.length);
        System.arraycopy(context, 0, fixed, label.length + 1, context.length);
        int bits = bytes * 8;
        fixed[fixed.length - 2] = (byte) (bits >>> 8);
        fixed[fixed.length - 1] = (byte) bits;
        KDFCounterBytesGenerator generator = new KDFCounterBytesGenerator(new HMac(new SHA256Digest()));
        generator.init(new KDFCounterParameters(key, fixed, 32));
        byte[] result = new byte[bytes];
        generator.generateBytes(result, 0, bytes);
        return result;
    }

    private static byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        new Random(count).nextBytes(bytes);
        return bytes;
    }
}
