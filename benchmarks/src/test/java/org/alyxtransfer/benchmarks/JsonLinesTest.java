package org.alyxtransfer.benchmarks;

import static org.alyxtransfer.benchmarks.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.alyxtransfer.benchmarks.Scenario.Direction;
import org.alyxtransfer.cli.result.Machine;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @Test
    void aLineHasTheAgreedFields() {
        ResultLine line = JsonLines.line(run("ours", 2, 4), "9ac3b9b");

        assertThat(line.scenario()).isEqualTo("medium-unsigned");
        assertThat(line.client()).isEqualTo("ours");
        assertThat(line.commit()).isEqualTo("9ac3b9b");
        assertThat(line.round()).isEqualTo(2);
        assertThat(line.seconds()).isEqualTo(4);
        assertThat(line.mibPerSecond()).isEqualTo(256);
        assertThat(line.filesPerSecond()).isEqualTo(1);
        assertThat(line.clientCpuSecondsPerGib()).isEqualTo(8);
        assertThat(line.peakRssMib()).isEqualTo(50);
        assertThat(line.settings()).containsEntry("command", "copy");
        assertThat(line.gc()).isNull();
    }

    @Test
    void whoFailedHasALineWithoutWhatItSaid() {
        String said = "ended with status 1: rclone --config=/dev/shm/x\n/dev/shm/x/source: signing required";
        var failure = new Contest.Failure(
                Samples.MEDIUM, "rclone", 0, Instant.EPOCH, said, new Rclone().facts(Samples.MEDIUM));

        ResultLine line = JsonLines.line(failure, "9ac3b9b");

        assertThat(line.failed()).isEqualTo("ended with status 1");
        assertThat(line.client()).isEqualTo("rclone");
        assertThat(line.round()).isEqualTo(1);
        assertThat(line.isMeasured()).isFalse();
        assertThat(line.machine()).isEqualTo(Machine.here());
        assertThat(line.files()).isEqualTo(4);
        assertThat(line.settings()).containsKeys("command", ResultLine.CANNOT);
    }

    @Test
    void whoCannotHasALineWithTheMachineAndWhatElseItCannot(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("results.jsonl");
        Scenario encrypted = new Scenario(Direction.UPLOAD, Samples.MEDIUM.files(), Protection.ENCRYPTED);

        new JsonLines(file)
                .appendObjections(
                        encrypted, List.of(new Rclone(), JavaLibrary.jcifs(Jvm.likeThisOne(Jvm.FLAGS)), new Curl()));

        List<ResultLine> lines = new ResultFile(file).read();
        assertThat(lines).extracting(ResultLine::client).containsExactly("jcifs-ng", "curl");
        assertThat(lines).extracting(ResultLine::cannot).containsExactly("cannot encrypt", "speaks no SMB2");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.machine()).isEqualTo(Machine.here());
            assertThat(line.bytes()).isEqualTo(1L << 30);
            assertThat(line.settings()).containsKeys("command", ResultLine.CANNOT);
        });
        assertThat(lines.get(0).settings()).hasEntrySatisfying(ResultLine.CANNOT, cannot -> assertThat(cannot)
                .contains("verify", "hash in the same pass", "resume", "encrypt"));
    }

    @Test
    void runsAreAddedToWhatIsThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new").resolve("results.jsonl");

        new JsonLines(file).append(run("ours", 1, 4));
        new JsonLines(file).append(run("rclone", 1, 8));

        assertThat(new ResultFile(file).read()).extracting(ResultLine::client).containsExactly("ours", "rclone");
    }
}
