package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Uploads to an Alyx that is slow, refuses or answers not at all. */
class UploadRegistrationTest extends Uploading {
    @Test
    void aBatchWhoseAnswerIsLostIsSettledWithoutDuplicates() {
        for (int i = 0; i < 14; i++) {
            lab.record(SESSION, "alf/probe%02d/spikes.times.npy".formatted(i), "times " + i);
        }
        lab.server
                .misbehave()
                .registrationCost(Duration.ofMillis(150))
                .raceWindow(Duration.ofMillis(50)); // slower than the client's time-out of 2 s

        List<TransferEvent> events = lab.upload();

        assertThat(outcomes(events)).hasSize(14).values().containsOnly(new Outcome.Done());
        assertThat(lab.server.state().datasets()).hasSize(14);
        assertThat(lab.server.state().mostRegistrationsAtOnce(SESSION.toString()))
                .isEqualTo(1);
    }

    @Test
    void aKilledWorkerCostsTimeAndNothingElse() {
        lab.record(SESSION, TRIALS, "trials");
        lab.server.misbehave().failNext(1, "POST /register-file", Failure.HTML_500);

        assertThat(outcomes(lab.upload())).containsEntry(TRIALS, new Outcome.Done());
        assertThat(lab.server.state().datasets()).hasSize(1);
    }

    @Test
    void aThrottledRegistrationIsSentAgain() {
        lab.record(SESSION, TRIALS, "trials");
        lab.server.misbehave().failNext(2, "POST /register-file", Failure.THROTTLED);

        assertThat(outcomes(lab.upload())).containsEntry(TRIALS, new Outcome.Done());
    }

    @Test
    void aFileThatAlyxRefusesStopsNoOtherOfItsBatch() {
        lab.record(SESSION, TRIALS, "trials");
        lab.upload();
        AlyxState.Dataset first = lab.server.state().datasets().get(0);
        // The same dataset twice in Alyx makes its registration fail for good.
        lab.record(SESSION, TIMES, "times");
        lab.server.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);

        Map<String, Outcome> outcomes = outcomes(lab.upload());

        assertThat(outcomes).containsEntry(TRIALS, new Outcome.Skipped(Reason.SAME));
        assertThat(outcomes.get(TIMES)).isInstanceOf(Outcome.Unregistered.class);
        assertThat(first.id()).isNotEmpty();
    }

    @Test
    void noMoreFilesThanAllowedWaitForAlyx() {
        for (int i = 0; i < 12; i++) {
            lab.record(SESSION, "alf/probe%02d/spikes.times.npy".formatted(i), "times " + i);
        }
        SessionRegistrar silent = (session, held, files) -> files.thenMany(Flux.never());
        TransferEngine engine = new TransferEngine(
                new FileCopy(lab.budget, Schedulers.parallel()), new MemoryJournal(), Optional.of(silent));

        List<TransferEvent> events = engine.run(lab.plan(), TransferOptions.DEFAULT.withPace(new Pace(2, 1, 2, 4)))
                .takeUntilOther(Mono.delay(Duration.ofSeconds(2)))
                .collectList()
                .block(Duration.ofSeconds(60));

        assertThat(LabFixture.of(TransferEvent.Started.class, Objects.requireNonNull(events)))
                .hasSizeBetween(1, 2);
    }
}
