package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Frames there and back with every cipher of every provider, and frames that were changed on the way. */
class SealerTest {

    private static final int HEADER = Sealer.HEADER_BYTES;

    static Stream<Arguments> ciphers() {
        return Stream.of(1, 2, 3, 4)
                .flatMap(cipher -> Stream.of(Providers.values()).map(p -> Arguments.of(cipher, p)));
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void theServerReadsWhatTheClientSealedAndTheClientItself(int cipher, Providers providers) {
        assumeTrue(providers.isAvailable());
        SessionKeys keys = keys(cipher);
        Sealer client = PooledSealer.of(cipher, keys, providers);
        Sealer server = PooledSealer.of(cipher, mirrored(keys), providers);
        long seed = System.nanoTime();
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        int slice = SealEngine.SLICE;

        for (int bytes :
                new int[] {1, 15, 16, 17, 64, slice - 1, slice, slice + 1, 2 * slice, random.nextInt(1 << 20), 3 << 20
                }) {
            byte[] messages = new byte[bytes];
            random.nextBytes(messages);
            ByteBuffer frame = random.nextBoolean() ? direct(messages, 5) : heap(messages, 5);

            client.seal(frame, 42);
            assertThat(messages(frame)).as("%d bytes sealed", bytes).isNotEqualTo(messages);
            byte[] sealed = Hex.rest(frame);
            server.open(frame);
            assertThat(messages(frame)).as("%d bytes opened", bytes).isEqualTo(messages);
            assertThat(frame.position()).isEqualTo(5);
            assertThat(frame.limit()).isEqualTo(5 + HEADER + bytes);

            frame.put(5, sealed);
            client.unseal(frame);
            assertThat(messages(frame)).as("%d bytes unsealed", bytes).isEqualTo(messages);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void aFrameWithAnyBitChangedIsRefusedAndNotDecrypted(int cipher, Providers providers) {
        assumeTrue(providers.isAvailable());
        Sealer sealer = PooledSealer.of(cipher, keys(cipher), providers);
        byte[] messages = new byte[70];
        Arrays.fill(messages, (byte) 0x5a);
        ByteBuffer frame = heap(messages, 0);
        sealer.seal(frame, 7);
        byte[] sealed = Hex.rest(frame);

        for (int bit = 0; bit < sealed.length * 8; bit++) {
            ByteBuffer changed = ByteBuffer.wrap(sealed.clone());
            changed.put(bit / 8, (byte) (sealed[bit / 8] ^ 1 << bit % 8));
            assertThatThrownBy(() -> sealer.unseal(changed)).as("bit %d", bit).isInstanceOf(BrokenSealException.class);
            int plain = 0;
            for (int at = HEADER; at < changed.limit(); at++) {
                plain += changed.get(at) == 0x5a ? 1 : 0;
            }
            assertThat(plain).as("plain bytes after bit %d", bit).isLessThan(10);
        }
    }

    @ParameterizedTest
    @MethodSource("ciphers")
    void oneDirectionsFramesAreNotTheOthers(int cipher, Providers providers) {
        assumeTrue(providers.isAvailable());
        Sealer sealer = PooledSealer.of(cipher, keys(cipher), providers);
        ByteBuffer frame = direct(new byte[200], 0);
        sealer.seal(frame, 7);

        assertThatThrownBy(() -> sealer.open(frame)).isInstanceOf(BrokenSealException.class);
    }

    @Test
    void cutAndStrangeFramesAreRefused() {
        Sealer sealer = Sealer.of(2, keys(2));
        ByteBuffer frame = heap(new byte[200], 0);
        sealer.seal(frame, 7);

        for (int length = 0; length < frame.limit(); length++) {
            ByteBuffer cut = frame.duplicate().limit(length);
            assertThatThrownBy(() -> sealer.unseal(cut)).isInstanceOf(BrokenSealException.class);
        }
        assertThatThrownBy(() -> sealer.open(ByteBuffer.wrap(Smb311Vectors.REQUEST.clone())))
                .isInstanceOf(BrokenSealException.class)
                .hasMessageContaining("not an encrypted frame");
    }

    @Test
    void noNonceComesTwiceEvenFromTwoSealersWithOneKey() {
        Set<String> nonces = new HashSet<>();
        for (Sealer sealer : new Sealer[] {Sealer.of(2, keys(2)), Sealer.of(2, keys(2)), Sealer.of(2, keys(2))}) {
            for (int i = 0; i < 1000; i++) {
                ByteBuffer frame = heap(new byte[16], 0);
                sealer.seal(frame, 7);
                nonces.add(Hex.text(TransformHeader.nonce(frame, 12)));
            }
        }

        assertThat(nonces).hasSize(3000);
    }

    @Test
    void theHeaderIsWrittenAsTheDocumentSays() {
        ByteBuffer frame = direct(new byte[0x12345], 3);
        Sealer.of(2, keys(2)).seal(frame, 0x1122334455667788L);

        byte[] header = Arrays.copyOf(Hex.rest(frame), HEADER);
        assertThat(Arrays.copyOf(header, 4)).isEqualTo(Hex.bytes("FD534D42"));
        assertThat(Arrays.copyOfRange(header, 32, HEADER))
                .isEqualTo(Hex.bytes("00000000", "45230100", "0000", "0100", "8877665544332211"));
    }

    @Test
    void keysOfTheWrongLengthAreRefused() {
        assertThatThrownBy(() -> Sealer.of(4, keys(2)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("32 bytes");
    }

    @Test
    void nothingToEncryptIsRefused() {
        Sealer sealer = Sealer.of(2, keys(2));

        assertThatThrownBy(() -> sealer.seal(ByteBuffer.allocate(HEADER), 1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    static SessionKeys keys(int cipher) {
        return SessionKeys.derive(0x0311, Hex.bytes("000102030405060708090a0b0c0d0e0f"), new byte[64], cipher);
    }

    static SessionKeys mirrored(SessionKeys keys) {
        return new SessionKeys(keys.signing(), keys.serverToClient(), keys.clientToServer());
    }

    private static ByteBuffer heap(byte[] messages, int offset) {
        return filled(ByteBuffer.allocate(offset + HEADER + messages.length), messages, offset);
    }

    private static ByteBuffer direct(byte[] messages, int offset) {
        return filled(ByteBuffer.allocateDirect(offset + HEADER + messages.length), messages, offset);
    }

    private static ByteBuffer filled(ByteBuffer frame, byte[] messages, int offset) {
        return frame.put(offset + HEADER, messages).position(offset);
    }

    private static byte[] messages(ByteBuffer frame) {
        return Hex.rest(frame.duplicate().position(frame.position() + HEADER));
    }
}
