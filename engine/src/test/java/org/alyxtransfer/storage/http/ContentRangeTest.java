package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRangeTest {
    @Test
    void anExactRangeIsUnderstood() {
        assertThat(ContentRange.parse("bytes 0-65535/1048576")).isEqualTo(new ContentRange(0, 65_535, 1_048_576));
        assertThat(ContentRange.parse(" Bytes 5-5/6 ")).isEqualTo(new ContentRange(5, 5, 6));
        assertThat(new ContentRange(5, 5, 6).length()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "bytes",
                "bytes 0-1",
                "bytes 0-1/*",
                "bytes */10",
                "bytes 5-4/10",
                "bytes 0-10/10",
                "bytes -5/10",
                "bytes 0-/10",
                "items 0-1/10",
                "bytes 0-1/10, 2-3/10",
                "bytes=0-1/10",
                "bytes 0-1/99999999999999999999",
                "bytes +0-1/10",
                "bytes 0 - 1/10",
                "bytes ٠-١/١٠"
            })
    void anythingElseIsNot(String header) {
        assertThat(ContentRange.parse(header)).isNull();
    }

    @Test
    void noHeaderIsNoRange() {
        assertThat(ContentRange.parse(null)).isNull();
        assertThat(ContentRange.saysEmpty(null)).isFalse();
    }

    @Test
    void whatIsWrittenIsReadBack() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("ContentRangeTest: -Dtest.seed=" + seed);
        Random random = new Random(seed);

        for (int i = 0; i < 10_000; i++) {
            long total = 1 + (random.nextLong() >>> (4 + random.nextInt(59)));
            total = Math.min(Math.max(total, 1), 999_999_999_999_999_999L);
            long first = Math.floorMod(random.nextLong(), total);
            long last = first + Math.floorMod(random.nextLong(), total - first);
            ContentRange range = new ContentRange(first, last, total);

            assertThat(ContentRange.parse("bytes " + range)).isEqualTo(range);
        }
    }

    @Test
    void noiseIsNeverARangeThatItDoesNotSpellOut() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("ContentRangeTest: -Dtest.seed=" + seed);
        Random random = new Random(seed);
        String letters = "bytes  0123456789-/*=,+\t";

        for (int i = 0; i < 100_000; i++) {
            StringBuilder noise = new StringBuilder("bytes 10-19/100");
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(noise.length());
                switch (random.nextInt(3)) {
                    case 0 -> noise.setCharAt(at, letters.charAt(random.nextInt(letters.length())));
                    case 1 -> noise.insert(at, letters.charAt(random.nextInt(letters.length())));
                    default -> noise.deleteCharAt(at);
                }
            }

            ContentRange range = ContentRange.parse(noise.toString());

            if (range != null) {
                assertThat(noise.toString().strip().replaceFirst("^bytes +", "").replaceAll("(^|-|/)0+(?=[0-9])", "$1"))
                        .isEqualTo(range.toString());
                assertThat(range.length()).isPositive().isLessThanOrEqualTo(range.total());
            }
        }
    }

    @Test
    void onlyAnUnsatisfiedRangeOfNothingSaysEmpty() {
        assertThat(ContentRange.saysEmpty("bytes */0")).isTrue();
        assertThat(ContentRange.saysEmpty("bytes */1")).isFalse();
        assertThat(ContentRange.saysEmpty("bytes 0-0/1")).isFalse();
        assertThat(ContentRange.saysEmpty("bytes */*")).isFalse();
    }
}
