package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alyxtransfer.cli.result.Machine;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.Rounded;
import org.jspecify.annotations.Nullable;

/** Appends a result line a run to a file, so that results of months can be put side by side. */
final class JsonLines {
    /** The commit of what is measured; the script that starts this knows it. */
    private static final String COMMIT = "alyxtransfer.commit";

    private final ResultFile file;

    JsonLines(Path file) {
        this.file = new ResultFile(file);
    }

    void append(Measurement run) throws IOException {
        file.append(line(run, System.getProperty(COMMIT)));
    }

    /** Does the same, and appends a line for it. */
    Contest.Sink after(Contest.Sink other) {
        return new Contest.Sink() {
            @Override
            public void accept(Measurement run) throws IOException {
                other.accept(run);
                append(run);
            }

            @Override
            public void failed(Contest.Failure failure) throws IOException {
                other.failed(failure);
                file.append(line(failure, System.getProperty(COMMIT)));
            }
        };
    }

    /** What a client said before it failed may be long, and name folders of this computer; its first line tells. */
    static ResultLine line(Contest.Failure failure, @Nullable String commit) {
        String first = failure.why().lines().findFirst().orElse("").replaceFirst(": .*", "");
        ResultLine line = ResultLine.failed(
                failure.scenario().name(), failure.client(), Math.max(1, failure.round()), failure.at(), commit, first);
        return asked(line, failure.scenario().files(), failure.settings());
    }

    /** A line for each peer that cannot do this at all. */
    void appendObjections(Scenario scenario, List<Client> clients) throws IOException {
        for (Client client : clients) {
            Optional<String> why = client.objection(scenario);
            if (why.isPresent() && !ResultLine.isOurs(client.name())) {
                ResultLine line = ResultLine.unable(
                        scenario.name(), client.name(), Instant.now(), System.getProperty(COMMIT), why.get());
                file.append(asked(line, scenario.files(), client.facts(scenario)));
            }
        }
    }

    private static ResultLine asked(ResultLine line, FileSet files, Map<String, String> settings) {
        return line.asked(files.files(), files.bytes(), Machine.here(), new TreeMap<>(settings));
    }

    static ResultLine line(Measurement run, @Nullable String commit) {
        Insight insight = run.usage().insight();
        return new ResultLine(
                run.scenario().name(),
                run.client(),
                run.round(),
                run.at().toString(),
                commit,
                Machine.here(),
                null,
                null,
                (long) run.files(),
                run.bytes(),
                Rounded.of(run.seconds()),
                insight.firstByteSeconds(),
                Rounded.of(run.mibPerSecond()),
                Rounded.of(run.filesPerSecond()),
                Rounded.of(run.usage().cpuSeconds()),
                Rounded.of(run.clientCpuSecondsPerGib()),
                Rounded.of(run.usage().otherCpuSeconds()),
                Rounded.of(run.peakRssMib()),
                insight.gc(),
                insight.fileMillis(),
                insight.samples(),
                new TreeMap<>(run.settings()),
                insight.filesAtOnce());
    }
}
