package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.samba.Samba;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** A bad network, and a server that stops or goes away, between the client and smbd. */
@Tag("faults")
@Tag("slow")
@Tag("samba")
@ParameterizedClass
@EnumSource(SmbClient.class)
class ShareFaultsTest {
    private static final long MIDWAY = 2_500_000;

    private final FaultLab lab;
    private final Soundness soundness;

    ShareFaultsTest(SmbClient client, @TempDir Path folder) throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        lab = new FaultLab(client, folder);
        soundness = new Soundness(lab);
    }

    @AfterEach
    void stop() throws IOException {
        lab.close();
    }

    @ParameterizedTest
    @CsvSource({
        "RESET, UP, 2500000",
        "RESET, DOWN, 2000",
        "RESET, DOWN, 10000",
        "HALF_CLOSE, DOWN, 9000",
        "SILENCE, UP, 2500000",
        "SILENCE, DOWN, 12000"
    })
    void aBrokenConnectionIsMadeUpForByAnother(Fault.Kind kind, Direction direction, long after) throws IOException {
        lab.smb.next(new Fault(kind, direction, after));

        Run run = lab.upload();

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(new Outcome.Done())).isEqualTo(lab.originals.size());
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    @ParameterizedTest
    @CsvSource({"RESET, DOWN, 2500000", "HALF_CLOSE, DOWN, 3000000", "SILENCE, DOWN, 3500000"})
    void aBrokenReadGoesOn(Fault.Kind kind, Direction direction, long after) throws IOException {
        assertThat(lab.upload().failures()).isEmpty();
        lab.smb.next(new Fault(kind, direction, after));

        Run run = lab.downloadFromShare();

        assertThat(lab.smb.happened()).isEqualTo(1);
        assertThat(run.failures()).isEmpty();
        soundness.holdsHere(run);
        soundness.isEndedByAnotherDownload();
    }

    @Test
    void aSlowAndNarrowLineIsNoFailure() throws IOException {
        lab.smb.roundTrip(Duration.ofMillis(20)).bytesPerSecond(8 << 20);

        Run run = lab.upload();

        assertThat(run.failures()).isEmpty();
        soundness.holds(run);
    }

    @Test
    void aServerFrozenForAWhileIsWaitedFor() throws Exception {
        Thread frozen = FaultLab.after(MIDWAY, lab.smb, Direction.UP, () -> {
            lab.samba.suspend();
            Thread.sleep(1_000);
            lab.samba.resume();
            return null;
        });

        Run run = lab.upload();

        frozen.join();
        assertThat(run.failures()).isEmpty();
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void aServerFrozenForGoodIsGivenUpAndTheNextRunGoesOn() throws Exception {
        Thread frozen = FaultLab.after(MIDWAY, lab.smb, Direction.UP, () -> {
            lab.samba.suspend();
            return null;
        });

        Run run = lab.upload();

        frozen.join();
        lab.samba.resume();
        assertUnreachable(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void aServerKilledAndRestartedMidwayIsNoFailure() throws Exception {
        Thread killed = FaultLab.after(MIDWAY, lab.smb, Direction.UP, () -> {
            lab.samba.kill();
            lab.samba.restart();
            return null;
        });

        Run run = lab.upload();

        killed.join();
        assertThat(run.failures()).isEmpty();
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void aServerThatIsGoneEndsTheJobAndTheNextOneGoesOn() throws Exception {
        Thread killed = FaultLab.after(MIDWAY, lab.smb, Direction.UP, () -> {
            lab.samba.kill();
            return null;
        });

        Run run = lab.upload();

        killed.join();
        lab.samba.restart();
        assertUnreachable(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void aDoorThatIsShutOrOpensToNobodyIsUnreachable() throws IOException {
        lab.smb.refuse(true);
        Run refused = lab.upload();
        lab.smb.refuse(false).blackhole(true);
        Run unanswered = lab.upload();

        assertUnreachable(refused);
        assertUnreachable(unanswered);
        soundness.isEndedByAnotherUpload();
    }

    /** The command line ends with 6 for these: the same command goes on. */
    private void assertUnreachable(Run run) throws IOException {
        assertThat(run.failures()).isNotEmpty().allMatch(TransferException::isTemporary);
        soundness.holds(run);
    }
}
