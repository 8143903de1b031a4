package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.samba.Samba;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

/** An Alyx that is away, slow, throttles, or does what it was asked without saying so. */
@Tag("faults")
@Tag("slow")
@Tag("samba")
class AlyxFaultsTest {
    private FaultLab lab;
    private Soundness soundness;

    @TempDir
    Path folder;

    @BeforeEach
    void start() throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        lab = new FaultLab(SmbClient.JCIFS, folder);
        soundness = new Soundness(lab);
    }

    @AfterEach
    void stop() throws IOException {
        if (lab != null) {
            lab.close();
        }
    }

    /** From outside a restart is just this: connections break, nobody listens, then somebody does who knows all. */
    @Test
    void aRestartMidwayIsWaitedFor() throws Exception {
        Thread restarted = FaultLab.after(1_000_000, lab.smb, Direction.UP, () -> {
            lab.alyx.refuse(true).cut();
            Thread.sleep(500);
            return lab.alyx.refuse(false);
        });

        Run run = lab.upload();

        restarted.join();
        assertAllDone(run);
    }

    @Test
    void anAlyxThatIsGoneLeavesFilesStoredAndUnregisteredAndTheNextRunRegistersThem() throws Exception {
        Thread gone = FaultLab.after(
                1_000_000, lab.smb, Direction.UP, () -> lab.alyx.refuse(true).cut());

        Run run = lab.upload();

        gone.join();
        assertThat(run.failures()).isNotEmpty().allMatch(TransferException::isTemporary);
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }

    @Test
    void anAlyxThatNeverAnswersIsGivenUp() throws IOException {
        lab.alyx.blackhole(true);

        Run run = lab.upload();

        assertThat(run.kinds()).containsOnly(Kind.TIMEOUT);
        soundness.isEndedByAnotherUpload();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "FORBIDDEN")
    void aRegistrationThatGoesWrongOnceIsSettled(Failure failure) throws IOException {
        lab.alyxServer.misbehave().failNext(1, "POST /register-file", failure);

        Run run = lab.upload();

        if (failure == Failure.JSON_500 || failure == Failure.GARBAGE) { // no passing reasons
            assertThat(run.outcomes().values()).anyMatch(Outcome.Unregistered.class::isInstance);
            soundness.holds(run);
            soundness.isEndedByAnotherUpload();
        } else {
            assertAllDone(run);
        }
    }

    @Test
    void throttlingIsObeyed() throws IOException {
        lab.alyxServer.misbehave().failNext(2, "GET /datasets", Failure.THROTTLED);
        lab.alyxServer.misbehave().failNext(2, "POST /register-file", Failure.THROTTLED);

        Run run = lab.upload();

        assertAllDone(run);
    }

    @ParameterizedTest
    @EnumSource(names = {"RESET", "SILENCE", "HALF_CLOSE"})
    void anAnswerThatBreaksOffIsAskedForAgain(Fault.Kind kind) throws IOException {
        lab.alyx.next(new Fault(kind, Direction.DOWN, 3_000));

        Run run = lab.upload();

        assertThat(run.failures()).isEmpty();
        assertThat(lab.alyx.happened()).isEqualTo(1);
        assertAllDone(run);
    }

    @Test
    void aSlowAlyxHoldsBackNoBytes() throws IOException {
        lab.alyx.roundTrip(Duration.ofMillis(100));
        lab.alyxServer.misbehave().registrationCost(Duration.ofMillis(90));

        Run run = lab.upload();

        assertAllDone(run);
    }

    private void assertAllDone(Run run) throws IOException {
        assertThat(run.failures()).isEmpty();
        assertThat(run.count(new Outcome.Done())).isEqualTo(lab.originals.size());
        soundness.holds(run);
        soundness.isEndedByAnotherUpload();
    }
}
