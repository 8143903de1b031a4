package org.alyxtransfer.cli.benchreport;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;
import org.jspecify.annotations.Nullable;

/**
 * The lines of one file, which were measured in one go.
 *
 * @param commit as the lines say, or the file's name ({@code 2026-11-25-9ac3b9b-quiet.jsonl}); null where neither does
 * @param day of the first line
 */
public record Campaign(@Nullable String commit, String day, List<ResultLine> lines, List<VerdictLine> verdicts) {
    private static final Pattern COMMIT = Pattern.compile("\\d{4}-\\d{2}-\\d{2}-([0-9a-f]{7,40})\\b.*");
    private static final int DAY = "2026-11-25".length();
    private static final int SHORT = 7;

    public Campaign {
        lines = List.copyOf(lines);
        verdicts = List.copyOf(verdicts);
    }

    /** Reads one file; fails naming the line that is none. */
    public static Campaign read(Path file) throws IOException {
        ResultFile results = new ResultFile(file);
        List<ResultLine> lines = results.read();
        String day = lines.stream()
                .map(ResultLine::at)
                .min(Comparator.naturalOrder())
                .map(at -> at.length() < DAY ? at : at.substring(0, DAY))
                .orElse("");
        String commit = lines.stream()
                .map(ResultLine::commit)
                .filter(Objects::nonNull)
                .findFirst()
                .orElseGet(() -> ofName(file));
        return new Campaign(commit, day, lines, results.verdicts());
    }

    /** The day, and the commit where it is known. */
    public String label() {
        return commit == null ? day : day + " " + shortLabel();
    }

    /** The commit, or the day where it is not known. */
    String shortLabel() {
        return commit == null ? day : commit.substring(0, Math.min(SHORT, commit.length()));
    }

    private static @Nullable String ofName(Path file) {
        Path name = file.getFileName();
        Matcher matcher = COMMIT.matcher(name == null ? "" : name.toString());
        return matcher.matches() ? matcher.group(1) : null;
    }
}
