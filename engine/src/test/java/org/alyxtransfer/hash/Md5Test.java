package org.alyxtransfer.hash;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Md5Test {
    private final MessageDigest md5 = Md5.create();

    /** What bin/setup installs compiles it. */
    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theNativeCodeIsThere() {
        assertThat(md5).isInstanceOf(Md5.class);
    }

    /** RFC 1321, appendix A.5. */
    @ParameterizedTest
    @CsvSource({
        "'', d41d8cd98f00b204e9800998ecf8427e",
        "a, 0cc175b9c0f1b6a831c399e269772661",
        "abc, 900150983cd24fb0d6963f7d28e17f72",
        "message digest, f96b697d7cb7938d525a2f31aaf161d0",
        "abcdefghijklmnopqrstuvwxyz, c3fcd3d76192e4007dfb496cca67e13b",
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789, d174ab98d277d9f5a5611c2c9f419d9f",
        "12345678901234567890123456789012345678901234567890123456789012345678901234567890,"
                + " 57edf4a22be3c955ac49da2e2107b67a"
    })
    void theTestSuiteOfTheStandardComesOut(String text, String digest) {
        assertThat(hex(md5.digest(text.getBytes(StandardCharsets.US_ASCII)))).isEqualTo(digest);
    }

    @Test
    void everyLengthAroundABlockIsThatOfTheJdk() throws Exception {
        byte[] bytes = new byte[300];
        new Random(1).nextBytes(bytes);

        for (int length = 0; length <= bytes.length; length++) {
            MessageDigest jdk = MessageDigest.getInstance("MD5");
            jdk.update(bytes, 0, length);
            md5.update(bytes, 0, length);
            assertThat(hex(md5.digest())).as("%d bytes", length).isEqualTo(hex(jdk.digest()));
        }
    }

    @Test
    void anyMixtureOfBuffersIsThatOfTheJdk() throws Exception {
        Random random = new Random(20261125);
        for (int turn = 0; turn < 200; turn++) {
            MessageDigest jdk = MessageDigest.getInstance("MD5");
            for (int piece = random.nextInt(8); piece >= 0; piece--) {
                ByteBuffer bytes = someBytes(random, random.nextInt(turn * 20 + 1));
                jdk.update(bytes.duplicate());
                md5.update(bytes);
                assertThat(bytes.hasRemaining()).isFalse();
            }
            assertThat(hex(md5.digest())).as("turn %d", turn).isEqualTo(hex(jdk.digest()));
        }
    }

    @Test
    void aCopyGoesItsOwnWay() throws Exception {
        md5.update("begun".getBytes(StandardCharsets.US_ASCII));
        MessageDigest copy = (MessageDigest) md5.clone();
        md5.update(new byte[100]);

        assertThat(hex(copy.digest())).isEqualTo(hex(jdk("begun".getBytes(StandardCharsets.US_ASCII))));
    }

    private static ByteBuffer someBytes(Random random, int length) {
        int before = random.nextInt(100);
        boolean direct = random.nextBoolean();
        ByteBuffer all = direct ? ByteBuffer.allocateDirect(before + length) : ByteBuffer.allocate(before + length);
        byte[] content = new byte[before + length];
        random.nextBytes(content);
        all.put(content).flip().position(before);
        return random.nextBoolean() ? all.slice() : all.asReadOnlyBuffer();
    }

    static byte[] jdk(byte[] bytes) throws Exception {
        return MessageDigest.getInstance("MD5").digest(bytes);
    }

    static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
