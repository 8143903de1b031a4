package org.alyxtransfer.benchmarks;

import java.time.Instant;
import java.util.Map;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/** Measurements with round figures: 4 files, 1 GiB in all. */
final class Samples {
    static final Scenario MEDIUM =
            new Scenario(Direction.UPLOAD, new FileSet("medium", 4, 256L << 20), Protection.UNSIGNED);

    private Samples() {}

    static Measurement run(String client, int round, double seconds) {
        return new Measurement(
                MEDIUM,
                client,
                round,
                Instant.parse("2026-11-22T22:00:00Z"),
                4,
                1L << 30,
                new Usage(seconds, 2 * seconds, 51_200, 1.25),
                Map.of("command", "copy"));
    }
}
