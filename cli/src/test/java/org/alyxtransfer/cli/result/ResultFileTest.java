package org.alyxtransfer.cli.result;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.HdrHistogram.Histogram;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultFileTest {
    @TempDir
    Path folder;

    @Test
    void whatIsWrittenIsReadAgain() throws IOException {
        Histogram micros = new Histogram(1_000_000, 3);
        micros.recordValue(900);
        micros.recordValue(250_000);
        ResultLine line = new ResultLine(
                "medium-signed",
                "ours-warm",
                2,
                "2026-11-25T08:37:47Z",
                "9ac3b9b",
                Machine.here(),
                null,
                null,
                256L,
                4L << 30,
                6.3,
                1.2,
                650.0,
                40.6,
                7.7,
                1.9,
                4.5,
                303.2,
                new Pauses(12, 0.034),
                FileTimes.ofMicros(micros),
                new Samples(0.1, List.of(600.0, 700.0)),
                Map.of("digest", "MD5"),
                16);
        ResultFile file = new ResultFile(folder.resolve("new/lines.jsonl"));

        file.append(line);

        assertThat(file.read()).hasSize(1).allSatisfy(read -> assertThat(read)
                .isEqualTo(line.writtenBy(String.valueOf(read.invocation()))));
    }

    @Test
    void linesOfOneProgramSayThatTheyBelongTogether() throws IOException {
        ResultFile file = new ResultFile(folder.resolve("lines.jsonl"));
        ResultLine line = ResultLine.unable("small", "curl", Instant.EPOCH, null, "uploads nothing");

        file.append(line);
        new ResultFile(folder.resolve("lines.jsonl")).append(line);
        file.append(line.writtenBy("another program"));

        List<String> invocations =
                file.read().stream().map(ResultLine::invocation).toList();
        assertThat(invocations.get(0)).isNotBlank().isEqualTo(invocations.get(1));
        assertThat(invocations.get(2)).isEqualTo("another program");
    }

    @Test
    void linesOfOlderRunsLackWhatWasNotMeasuredThen() throws IOException {
        Path old = Files.writeString(folder.resolve("old.jsonl"), """
                {"case":"small","client":"rclone","round":1,"at":"2026-11-22T08:37:47Z","files":1,"bytes":1,"seconds":2.0,"mibPerSecond":3.0,"settings":{"command":"rclone"}}

                {"schema":1,"type":"verdict","case":"small"}
                """);

        List<ResultLine> lines = new ResultFile(old).read();

        assertThat(lines).hasSize(1);
        assertThat(lines.get(0).commit()).isNull();
        assertThat(lines.get(0).gc()).isNull();
        assertThat(lines.get(0).isMeasured()).isTrue();
    }

    @Test
    void aLineThatIsNoneIsNamed() throws IOException {
        Path bad = Files.writeString(folder.resolve("bad.jsonl"), "{}\nno line\n");

        assertThatThrownBy(() -> new ResultFile(bad).read()).hasMessageContaining("bad.jsonl:2");
    }

    @Test
    void everyFileOfAHistogramIsInOneBucket() {
        Histogram micros = new Histogram(3_600_000_000L, 3);
        for (long value = 50; value < 3_000_000; value = value * 21 / 20 + 1) {
            micros.recordValue(value);
        }

        FileTimes times = FileTimes.ofMicros(micros);

        assertThat(times.buckets().stream().mapToLong(FileTimes.Bucket::files).sum())
                .isEqualTo(micros.getTotalCount());
        assertThat(times.buckets()).isSortedAccordingTo((a, b) -> Double.compare(a.upToMillis(), b.upToMillis()));
        assertThat(times.p50()).isLessThanOrEqualTo(times.p99());
    }

    @Test
    void speedSamplesJoinWhenThereAreTooMany() {
        SpeedSamples samples = new SpeedSamples();
        for (int tenth = 0; tenth < 1000; tenth++) { // 62 spans and a half
            samples.add(tenth * 100_000_000L, 1 << 20);
        }

        Samples read = samples.samples();

        assertThat(read.everySeconds()).isEqualTo(1.6);
        assertThat(read.mibPerSecond()).hasSize(62).containsOnly(10.0);
    }

    @Test
    void aRunOfOneSpanHasThatSpan() {
        SpeedSamples samples = new SpeedSamples();
        samples.add(50_000_000L, 1 << 20);

        assertThat(samples.samples().mibPerSecond()).containsExactly(10.0);
    }

    @Test
    void theNumberOfFilesAtOnceIsTheLastThatTheRunFound() {
        RunRecorder recorder = new RunRecorder();
        assertThat(recorder.filesAtOnce()).isEmpty();

        recorder.record(new TransferEvent.Paced(32, "trying"));
        recorder.record(new TransferEvent.Paced(16, "no gain"));

        assertThat(recorder.filesAtOnce()).contains(16);
    }
}
