package org.alyxtransfer.automation.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reports to try things with. */
public final class Reports {
    public static final Instant STARTED = Instant.parse("2022-01-11T10:15:30Z");
    public static final UUID SESSION_ID = UUID.fromString("a4d167f2-4f60-4a6b-9706-c0c9e237c9d8");
    public static final String SESSION = "COGP-003/2022-01-11/001";

    private Reports() {}

    /** One that left nothing behind. */
    public static RunReport succeeded(String run, Path folder) {
        return of(run, result(Outcome.SUCCEEDED, "", folder, List.of(), null));
    }

    public static RunReport of(String run, RunResult result) {
        return new RunReport(run, "trials", SESSION, SESSION_ID, Map.of(), result);
    }

    public static RunResult result(
            Outcome outcome, String reason, Path folder, List<String> lastLogLines, @Nullable Path log) {
        try {
            List<ResultFile> files = Files.isDirectory(folder) ? ResultFile.in(folder) : List.of();
            return new RunResult(
                    outcome,
                    reason,
                    STARTED,
                    Duration.ofSeconds(75),
                    "640 trials, 71 % correct",
                    folder,
                    files,
                    log,
                    lastLogLines);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
