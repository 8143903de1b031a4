package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Headers of a lying file server: an exact range, or none. */
@Tag("fuzz")
class ContentRangeFuzzTest {
    private static final String[] ODD = {
        "",
        " ",
        "-",
        "/",
        "*",
        "0",
        "00",
        "99999999999999999999",
        "bytes",
        "=",
        ",",
        "\t",
        "\0",
        "+",
        "-1",
        "e9",
        "\u0661",
        "0x1",
        " ".repeat(8_000),
        "9".repeat(8_000),
        "bytes ".repeat(900),
        "1-2/".repeat(1_000)
    };

    @Test
    void aHeaderIsARangeThatCanBeOrNone() {
        AtomicInteger ranges = new AtomicInteger();

        long most = Fuzz.each("Content-Range", Fuzz.cases(20_000), (random, number) -> {
            String header = header(random);
            ContentRange range = ContentRange.parse(header);
            if (range != null) {
                ranges.incrementAndGet();
                assertThat(range.first()).isNotNegative().isLessThanOrEqualTo(range.last());
                assertThat(range.total()).isGreaterThan(range.last());
                assertThat(range.length()).isPositive();
                assertThat(ContentRange.parse("bytes " + range)).isEqualTo(range);
                assertThat(ContentRange.saysEmpty(header)).isFalse();
            }
        });

        assertThat(ranges).hasPositiveValue();
        assertThat(most).isLessThan(16 << 20);
    }

    private static String header(Random random) {
        long first = random.nextLong() >>> random.nextInt(64);
        long last = random.nextBoolean() ? first + random.nextInt(1_000) : random.nextLong() >>> random.nextInt(64);
        StringBuilder header = new StringBuilder("bytes " + first + "-" + last + "/" + (last + random.nextInt(3)));
        for (int spoils = random.nextInt(3); spoils > 0; spoils--) {
            int at = random.nextInt(header.length() + 1);
            String odd = ODD[random.nextInt(ODD.length)];
            header.replace(at, Math.min(header.length(), at + random.nextInt(3)), odd);
        }
        return header.toString();
    }
}
