package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Each bottleneck, with numbers as a real one shows them. */
class DiagnosisTest {
    private static final double MIB = 1 << 20;

    /** 112 MiB/s in 16 MiB files over a gigabit line, on four mostly idle cores; nothing is used up. */
    private static final class Seen {
        private Mode mode = Mode.UPLOAD;
        private double mibPerSecond = 112;
        private double filesPerSecond = 7;
        private double clientLoad = 0.1;
        private @Nullable Double machineLoad = 0.15;
        private double concurrency = 8;
        private double eightAtOnceMib = 600;
        private double roundTripMillis = 0.4;
        private double stepsPerFile = 6;
        private @Nullable Double sourceMib;
        private @Nullable Double targetMib;
        private @Nullable Double otherWayMib = 110.0;
        private boolean serverHere;

        Verdict verdict() {
            return Diagnosis.of(new Evidence(
                    mode,
                    mibPerSecond * MIB,
                    filesPerSecond,
                    4,
                    clientLoad,
                    machineLoad,
                    new HashSpeed(600 * MIB, eightAtOnceMib * MIB),
                    concurrency,
                    roundTripMillis / 1000,
                    stepsPerFile,
                    sourceMib == null ? null : sourceMib * MIB,
                    targetMib == null ? null : targetMib * MIB,
                    otherWayMib == null ? null : otherWayMib * MIB,
                    serverHere));
        }
    }

    @Test
    void bothWaysAlikeAndNothingUsedUpIsTheNetwork() {
        Verdict verdict = new Seen().verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.NETWORK);
        assertThat(verdict.sentence()).contains("112 MiB/s", "7.0 files/s", "110 MiB/s", "1.0 times as fast");
        assertThat(verdict.findings()).extracting(Finding::stage).contains(Stage.PROCESSORS, Stage.HASHING);
    }

    @Test
    void bothWaysAtOnceCannotTellTheServersDisksFromTheWay() {
        Seen seen = new Seen();
        seen.mode = Mode.MIXED;
        seen.otherWayMib = null;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.NETWORK);
        assertThat(verdict.sentence()).contains("server's disks", "modes upload and download");
    }

    @Test
    void muchFasterReadingSaysThatTheServerWritesSlowly() {
        Seen seen = new Seen();
        seen.mibPerSecond = 40;
        seen.otherWayMib = 112.0;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.SERVER_WRITE);
        assertThat(verdict.sentence()).contains("40.0 MiB/s", "112 MiB/s", "2.8 times as fast");
    }

    @Test
    void muchFasterWritingSaysThatTheServerReadsSlowly() {
        Seen seen = new Seen();
        seen.mode = Mode.DOWNLOAD;
        seen.mibPerSecond = 40;
        seen.otherWayMib = 112.0;

        assertThat(seen.verdict().bottleneck()).isEqualTo(Stage.SERVER_READ);
    }

    @Test
    void aSlowDiskOfTheSourceIsNamed() {
        Seen seen = new Seen();
        seen.mibPerSecond = 95;
        seen.sourceMib = 100.0;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.SOURCE_READ);
        assertThat(verdict.sentence()).contains("by itself the disk is read with 100 MiB/s");
    }

    @Test
    void aSlowDiskOfTheTargetIsNamed() {
        Seen seen = new Seen();
        seen.mode = Mode.DOWNLOAD;
        seen.mibPerSecond = 95;
        seen.targetMib = 100.0;

        assertThat(seen.verdict().bottleneck()).isEqualTo(Stage.TARGET_WRITE);
    }

    @Test
    void oneFileAtATimeIsHashedByOneCore() {
        Seen seen = new Seen();
        seen.mibPerSecond = 560;
        seen.filesPerSecond = 0.2;
        seen.concurrency = 1;
        seen.clientLoad = 0.35;
        seen.machineLoad = 0.4;
        seen.otherWayMib = 1100.0;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.HASHING);
        assertThat(verdict.sentence()).contains("one core hashes 600 MiB/s", "transfer.files-in-flight");
    }

    @Test
    void filesAtOnceAreHashedFasterThanOneAfterTheOther() {
        Seen seen = new Seen();
        seen.mibPerSecond = 900;
        seen.concurrency = 16;
        seen.eightAtOnceMib = 2400;
        seen.clientLoad = 0.3;
        seen.machineLoad = 0.4;
        seen.otherWayMib = 1100.0;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isNotEqualTo(Stage.HASHING);
        assertThat(verdict.findings()).anySatisfy(finding -> assertThat(finding.numbers())
                .contains("600 MiB/s of one file and 2.3 GiB/s of eight at once", "4.0 cores: 4.7 GiB/s"));
    }

    @Test
    void busyCoresAreTheBottleneckAndHashingIsToldAsItsPart() {
        Seen seen = new Seen();
        seen.mibPerSecond = 1000;
        seen.clientLoad = 0.9;
        seen.machineLoad = 0.95;
        seen.otherWayMib = 1000.0;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.PROCESSORS);
        assertThat(verdict.sentence()).contains("4 cores are 95 % busy: this program 90 %", "about 42 %");
    }

    @Test
    void otherProgramsAreNamedWhenTheyKeepTheCoresBusy() {
        Seen seen = new Seen();
        seen.clientLoad = 0.1;
        seen.machineLoad = 1.02;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.PROCESSORS);
        assertThat(verdict.sentence()).contains("100 % busy: this program 10 %, others 90 %", "measure again without");
    }

    @Test
    void aServerOnTheSameComputerIsSaidToShareItsCores() {
        Seen seen = new Seen();
        seen.clientLoad = 0.4;
        seen.machineLoad = 0.97;
        seen.serverHere = true;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.PROCESSORS);
        assertThat(verdict.sentence()).contains("the server, which runs here, and others 57 %");
    }

    @Test
    void smallFilesOverAFarLineWaitForRoundTrips() {
        Seen seen = new Seen();
        seen.mibPerSecond = 1.2;
        seen.filesPerSecond = 76;
        seen.concurrency = 8;
        seen.roundTripMillis = 50;
        seen.stepsPerFile = 2;
        seen.otherWayMib = 1.3;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.ROUND_TRIPS);
        assertThat(verdict.sentence()).contains("2.0 round trips of 50.0 ms are 100.0 ms of the 105.3 ms");
    }

    @Test
    void whatTheSystemDoesNotTellIsNotInvented() {
        Seen seen = new Seen();
        seen.machineLoad = null;
        seen.otherWayMib = null;

        Verdict verdict = seen.verdict();

        assertThat(verdict.bottleneck()).isEqualTo(Stage.NETWORK);
        assertThat(verdict.sentence())
                .contains("nothing on this computer is used up")
                .doesNotContain("others");
    }
}
