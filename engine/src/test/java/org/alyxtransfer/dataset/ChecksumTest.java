package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChecksumTest {
    private static final String MD5_OF_A = "0cc175b9c0f1b6a831c399e269772661";

    @Test
    void bytesAreWrittenInLowerCaseHexadecimal() throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance("MD5").digest("a".getBytes(StandardCharsets.UTF_8));

        assertThat(Checksum.of(Algorithm.MD5, digest)).hasToString(MD5_OF_A);
    }

    @Test
    void caseMakesNoDifference() {
        assertThat(new Checksum(Algorithm.MD5, "0CC175B9C0F1B6A831C399E269772661"))
                .isEqualTo(new Checksum(Algorithm.MD5, MD5_OF_A));
    }

    @ParameterizedTest
    @CsvSource({"32, MD5", "40, SHA1", "64, SHA256"})
    void theShapeTellsTheAlgorithm(int digits, Algorithm algorithm) {
        assertThat(Checksum.ofShape(" " + "aF".repeat(digits / 2) + "\n"))
                .contains(new Checksum(algorithm, "af".repeat(digits / 2)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "unknown",
                "0cc175b9c0f1b6a831c399e26977266",
                "0cc175b9c0f1b6a831c399e2697726611",
                "0cc175b9c0f1b6a831c399e26977266g",
                "md5:0cc175b9c0f1b6a831c399e269772"
            })
    void freeTextIsNoChecksum(String text) {
        assertThat(Checksum.ofShape(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new Checksum(Algorithm.MD5, text));
    }

    @ParameterizedTest
    @EnumSource(Algorithm.class)
    void everyAlgorithmIsThereAndAsLongAsItsShape(Algorithm algorithm) throws NoSuchAlgorithmException {
        byte[] digest = MessageDigest.getInstance(algorithm.javaName()).digest();

        assertThat(Checksum.ofShape(Checksum.of(algorithm, digest).hex()))
                .map(Checksum::algorithm)
                .contains(algorithm);
    }
}
