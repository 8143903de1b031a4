package org.alyxtransfer.scale;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Any number of files goes through a heap that does not grow with it. */
class ScaleTest {
    private static final Pattern SPEED = Pattern.compile("(\\d+) files, .* s, (\\d+) files/s, .*");

    @TempDir
    Path state;

    @Test
    void tenThousandFilesGoThroughASmallHeap() throws Exception {
        assertThat(speeds("-Xmx40m", 10_000)).hasSize(1);
    }

    /** {@code bin/test scale}; all jobs but the last three warm the JVM up, for which their number counts as well. */
    @Test
    @Tag("scale")
    @Tag("slow")
    void aMillionFilesGoThroughAQuarterOfAGibibyteAsFastAsTenThousand() throws Exception {
        List<Integer> speeds = speeds("-Xmx256m", 300_000, 10_000, 10_000, 10_000, 10_000, 10_000, 100_000, 1_000_000);

        List<Integer> warm = speeds.subList(speeds.size() - 3, speeds.size());
        int slowest = warm.stream().min(Integer::compare).orElseThrow();
        int fastest = warm.stream().max(Integer::compare).orElseThrow();
        assertThat(slowest).as("files/s of %s", warm).isGreaterThanOrEqualTo(fastest * 8 / 10);
    }

    /** Files a second of each job; fails unless all of them were done in one JVM of that heap. */
    private List<Integer> speeds(String heap, int... files) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-XX:+ExitOnOutOfMemoryError",
                "-cp",
                System.getProperty("java.class.path"),
                ScaleMain.class.getName(),
                state.toString()));
        Arrays.stream(files).mapToObj(Integer::toString).forEach(command::add);
        Process child = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<String> lines;
        try (Stream<String> out = child.inputReader().lines()) {
            lines = out.peek(System.out::println).toList();
        }
        assertThat(child.waitFor()).isZero();
        return lines.stream()
                .map(SPEED::matcher)
                .filter(Matcher::matches)
                .map(line -> Integer.parseInt(line.group(2)))
                .toList();
    }
}
