package org.alyxtransfer.cli.bench;

import java.time.Instant;
import java.util.Map;
import org.alyxtransfer.cli.result.ClientUsage;
import org.alyxtransfer.cli.result.Machine;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.Rounded;
import org.alyxtransfer.cli.result.RunRecorder;
import org.jspecify.annotations.Nullable;

/**
 * One measurement.
 *
 * @param way what moved where: {@code upload}, {@code download-disk}
 * @param settings what differs from the profile
 * @param stepsPerFile questions to the server that a file waited for one after the other
 */
record MeasuredRun(
        String way,
        Work work,
        Map<String, String> settings,
        Instant at,
        RunRecorder moved,
        ClientUsage usage,
        double stepsPerFile) {
    private static final double MIB = 1 << 20;
    private static final double GIB = 1 << 30;

    /** As in the results: {@code upload-64x16MiB}. */
    String scenario() {
        return way + "-" + work.name();
    }

    double bytesPerSecond() {
        return moved.bytes() / usage.seconds();
    }

    double filesPerSecond() {
        return moved.files() / usage.seconds();
    }

    double concurrency() {
        return moved.concurrency(usage.seconds());
    }

    double cpuSecondsPerGib() {
        return usage.cpuSeconds() / (moved.bytes() / GIB);
    }

    ResultLine line(int round, @Nullable String commit, Map<String, String> allSettings) {
        double mib = bytesPerSecond() / MIB;
        boolean hasBytes = moved.bytes() > 0;
        return new ResultLine(
                scenario(),
                "ours-bench",
                round,
                at.toString(),
                commit,
                Machine.here(),
                null,
                null,
                moved.files(),
                moved.bytes(),
                Rounded.of(usage.seconds()),
                null,
                Rounded.of(mib),
                Rounded.of(filesPerSecond()),
                usage.cpuSeconds(),
                hasBytes ? Rounded.of(cpuSecondsPerGib()) : null,
                usage.otherCpuSeconds(),
                usage.peakRssMib(),
                usage.gc(),
                moved.fileTimes().orElse(null),
                hasBytes ? moved.samples() : null,
                allSettings,
                moved.filesAtOnce().orElse(null));
    }
}
