package org.alyxtransfer.automation.report;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a run.
 *
 * @param reason why it did not succeed, in one sentence; "" when it did
 * @param summary what the command printed, as far as it is worth a mail; "" for nothing
 * @param folder the output folder; its files must stay until the report is delivered, and are named as gone otherwise
 * @param files what lies there; pictures are shown, small CSV files become tables, the rest is attached
 * @param log all that the command printed, as a file; null where none was kept
 * @param lastLogLines shown when the run did not succeed
 */
public record RunResult(
        Outcome outcome,
        String reason,
        Instant started,
        Duration took,
        String summary,
        Path folder,
        List<ResultFile> files,
        @Nullable Path log,
        List<String> lastLogLines) {

    public RunResult {
        files = List.copyOf(files);
        lastLogLines = List.copyOf(lastLogLines);
    }
}
