package org.alyxtransfer.cli.benchreport;

import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.Samples;
import org.jspecify.annotations.Nullable;

/** Made-up result lines, of {@code medium-signed}. */
final class Lines {
    static final String CASE = "medium-signed";
    static final long GIB = 1L << 30;

    private Lines() {}

    /** 256 files, 4 GiB. */
    static ResultLine line(String client, int round, double seconds) {
        return line(client, round, seconds, 256, 4 * GIB);
    }

    static ResultLine line(String client, int round, double seconds, long files, long bytes) {
        return line(client, round, seconds, files, bytes, null, null);
    }

    /** One that failed, though it tells what it took. */
    static ResultLine failed(String client, int round, double seconds) {
        return line(client, round, seconds, 256, 4 * GIB, "ended with status 1", null);
    }

    /** One that tells its speed over time. */
    static ResultLine told(String client, List<Double> mibPerSecond) {
        return line(client, 1, 5, 256, 4 * GIB, null, new Samples(1, mibPerSecond));
    }

    static Campaign campaign(String day, List<ResultLine> lines) {
        return new Campaign(null, day, lines, List.of());
    }

    private static ResultLine line(
            String client,
            int round,
            double seconds,
            long files,
            long bytes,
            @Nullable String failed,
            @Nullable Samples samples) {
        return new ResultLine(
                CASE,
                client,
                round,
                "2026-11-25T10:00:00Z",
                null,
                null,
                null,
                failed,
                files,
                bytes,
                seconds,
                null,
                bytes / seconds / (1 << 20),
                files / seconds,
                null,
                null,
                null,
                null,
                null,
                null,
                samples,
                Map.of(),
                null);
    }
}
