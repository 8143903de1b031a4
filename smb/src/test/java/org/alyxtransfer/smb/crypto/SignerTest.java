package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.Stream;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.digests.SHA256Digest;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.macs.GMac;
import org.bouncycastle.crypto.macs.HMac;
import org.bouncycastle.crypto.modes.GCMBlockCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.bouncycastle.crypto.params.ParametersWithIV;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Signatures of whole messages against Bouncy Castle's codes, in every cut and kind of buffer. */
class SignerTest {

    private static final byte[] KEY = Hex.bytes("000102030405060708090a0b0c0d0e0f");
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    static Stream<Arguments> algorithms() {
        return Stream.of(0, 1, 2)
                .flatMap(algorithm -> Stream.of(Providers.values()).map(p -> Arguments.of(algorithm, p)));
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void signsAsBouncyCastleAtAnySize(int algorithm, Providers providers) {
        assumeTrue(providers.isAvailable());
        Signer signer = PooledSigner.of(algorithm, KEY, providers);
        int slice = MacEngine.SLICE;

        for (int bytes : new int[] {
            64, 65, 79, 80, 81, 127, 1000, slice - 1, slice, slice + 1, slice + 16, 2 * slice, 2 * slice + 63, 200_000
        }) {
            byte[] message = message(bytes);
            byte[] expected = bouncyCastle(algorithm, message);
            for (int cut : new int[] {64, 68, Math.min(bytes, 112), bytes}) {
                if (cut <= bytes) {
                    assertThat(signed(signer, message, cut))
                            .as("%d bytes cut at %d", bytes, cut)
                            .isEqualTo(expected);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void whateverIsInTheSignatureFieldCountsAsZeros(int algorithm, Providers providers) {
        assumeTrue(providers.isAvailable());
        byte[] message = message(300);
        byte[] expected = bouncyCastle(algorithm, message);
        Arrays.fill(message, 48, 64, (byte) 7);

        assertThat(signed(PooledSigner.of(algorithm, KEY, providers), message, 300))
                .isEqualTo(expected);
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void noticesEachChangedBit(int algorithm, Providers providers) {
        assumeTrue(providers.isAvailable());
        Signer signer = PooledSigner.of(algorithm, KEY, providers);
        ByteBuffer message = ByteBuffer.wrap(message(200));
        signer.sign(message);

        assertThat(signer.verify(message, NOTHING)).isTrue();
        for (int bit = 0; bit < 200 * 8; bit++) {
            message.array()[bit / 8] ^= (byte) (1 << bit % 8);
            assertThat(signer.verify(message, NOTHING)).as("bit %d", bit).isFalse();
            message.array()[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertThat(signer.verify(message, NOTHING)).isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void anotherKeyDoesNotVerify(int algorithm, Providers providers) {
        assumeTrue(providers.isAvailable());
        ByteBuffer message = ByteBuffer.wrap(message(200));
        PooledSigner.of(algorithm, KEY, providers).sign(message);

        assertThat(PooledSigner.of(algorithm, new byte[16], providers).verify(message, NOTHING))
                .isFalse();
    }

    @ParameterizedTest
    @MethodSource("algorithms")
    void verifyLeavesReadOnlyBuffersAsTheyWere(int algorithm, Providers providers) {
        assumeTrue(providers.isAvailable());
        Signer signer = PooledSigner.of(algorithm, KEY, providers);
        ByteBuffer direct =
                ByteBuffer.allocateDirect(1010).put(10, message(1000)).position(10);
        signer.sign(direct);
        assertThat(direct.position()).isEqualTo(10);
        assertThat(direct.limit()).isEqualTo(1010);

        ByteBuffer head = direct.slice(10, 100).asReadOnlyBuffer();
        ByteBuffer rest = direct.slice(110, 900).asReadOnlyBuffer();

        assertThat(signer.verify(head, rest)).isTrue();
        assertThat(head.remaining()).isEqualTo(100);
        assertThat(rest.remaining()).isEqualTo(900);
    }

    @Test
    void gmacTellsDirectionAndCancelApart() {
        Signer signer = Signer.of(Signer.AES_GMAC, KEY);
        byte[] request = message(80);
        byte[] answer = request.clone();
        answer[16] |= 1;
        byte[] cancel = request.clone();
        cancel[12] = 0x0c;

        assertThat(signed(signer, answer, 80)).isEqualTo(bouncyCastle(2, answer));
        assertThat(signed(signer, cancel, 80)).isEqualTo(bouncyCastle(2, cancel));
    }

    @Test
    void lessThanAHeaderIsRefused() {
        Signer signer = Signer.of(Signer.AES_CMAC, KEY);

        assertThatThrownBy(() -> signer.sign(ByteBuffer.allocate(63))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> signer.verify(ByteBuffer.allocate(63), ByteBuffer.allocate(100)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anUnknownAlgorithmIsRefused() {
        assertThatThrownBy(() -> Signer.of(3, KEY)).isInstanceOf(IllegalArgumentException.class);
    }

    /** Signs a copy in two direct pieces at odd offsets and gives the signature. */
    private static byte[] signed(Signer signer, byte[] message, int cut) {
        ByteBuffer head =
                ByteBuffer.allocateDirect(cut + 3).put(3, message, 0, cut).position(3);
        ByteBuffer rest = ByteBuffer.wrap(message.clone(), cut, message.length - cut);
        signer.sign(head, rest);
        assertThat(signer.verify(head, rest)).isTrue();
        byte[] signature = new byte[16];
        head.get(3 + 48, signature);
        return signature;
    }

    private static byte[] bouncyCastle(int algorithm, byte[] original) {
        byte[] message = original.clone();
        Arrays.fill(message, 48, 64, (byte) 0);
        Mac mac =
                switch (algorithm) {
                    case 0 -> new HMac(new SHA256Digest());
                    case 1 -> new CMac(AESEngine.newInstance());
                    default -> new GMac(GCMBlockCipher.newInstance(AESEngine.newInstance()));
                };
        KeyParameter key = new KeyParameter(KEY);
        mac.init(algorithm == 2 ? new ParametersWithIV(key, nonce(message)) : key);
        mac.update(message, 0, message.length);
        byte[] result = new byte[mac.getMacSize()];
        mac.doFinal(result, 0);
        return Arrays.copyOf(result, 16);
    }

    private static byte[] nonce(byte[] message) {
        ByteBuffer header = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN);
        int roles = (header.getInt(16) & 1) | (header.getShort(12) == 0x0c ? 2 : 0);
        return ByteBuffer.allocate(12)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putLong(header.getLong(24))
                .putInt(roles)
                .array();
    }

    private static byte[] message(int bytes) {
        byte[] message = new byte[bytes];
        new Random(bytes).nextBytes(message);
        message[12] = 9; // a WRITE
        message[13] = 0;
        message[16] &= ~1; // to the server
        Arrays.fill(message, 48, 64, (byte) 0);
        return message;
    }
}
