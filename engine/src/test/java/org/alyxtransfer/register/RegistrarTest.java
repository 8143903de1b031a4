package org.alyxtransfer.register;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.register.RegisterStep.Sent;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.storage.Lease;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/** In which batches files are registered, and what a refusal costs. */
class RegistrarTest extends Registering {
    @Test
    void filesThatComeAtOnceGoInBatchesThatGrow() {
        List<RegisterStep> steps = register(files(120));

        assertThat(sent(steps)).containsExactly(50, 70); // the second may have 75
        assertThat(known(steps)).hasSize(120);
        assertThat(server.state().requests(POST)).isEqualTo(2);
    }

    @Test
    void whatComesWhileABatchIsOnItsWayGoesTogether() {
        List<VerifiedFile> files = files(31);
        Sinks.Many<VerifiedFile> coming = Sinks.many().unicast().onBackpressureBuffer();
        coming.emitNext(files.get(0), Sinks.EmitFailureHandler.FAIL_FAST);

        List<RegisterStep> steps =
                all(registrar().register(SESSION, Mono.empty(), coming.asFlux()).doOnNext(step -> {
                    if (step instanceof Sent first && first.files().contains(files.get(0))) {
                        files.subList(1, 31).forEach(file -> coming.emitNext(file, Sinks.EmitFailureHandler.FAIL_FAST));
                        coming.emitComplete(Sinks.EmitFailureHandler.FAIL_FAST);
                    }
                }));

        assertThat(sent(steps)).containsExactly(1, 30);
        assertThat(known(steps)).hasSize(31);
    }

    @Test
    void manySessionsAtOnceAreBoundedAndNoneHasTwoRequestsInFlight() {
        settings = new RegistrarSettings("local_smb", "demolab", 3, Duration.ofSeconds(30), Duration.ofMillis(20), 3);
        server.misbehave().registrationCost(Duration.ofMillis(3)).raceWindow(Duration.ofMillis(1));
        List<SessionPath> sessions = IntStream.rangeClosed(1, 20)
                .mapToObj(number -> SessionPath.parse("COGP-003/2022-01-12/" + number))
                .toList();
        sessions.forEach(this::create);
        Registrar registrar = registrar();

        List<RegisterStep> steps = all(Flux.fromIterable(sessions)
                .flatMap(
                        session -> registrar.register(
                                session,
                                Mono.empty(),
                                // two bursts each, so that a session has something to send while it waits
                                Flux.concat(
                                        Flux.fromIterable(files(session, 0, 6)),
                                        Flux.fromIterable(files(session, 6, 12))
                                                .delaySubscription(Duration.ofMillis(80)))),
                        20,
                        1));

        assertThat(known(steps)).hasSize(240);
        assertThat(server.state().datasetCount()).isEqualTo(240);
        assertThat(sessions)
                .allSatisfy(session -> assertThat(server.state().mostRegistrationsAtOnce(session.toString()))
                        .isEqualTo(1));
        assertThat(journal.mostSessionsInFlight()).isBetween(2, 3);
    }

    @Test
    void aFileThatAlyxCannotTakeCostsItselfOnly() {
        List<VerifiedFile> files = files(10);
        twice(files.get(2));
        twice(files.get(7));

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps))
                .containsOnlyKeys(files.get(2), files.get(7))
                .values()
                .containsOnly(Kind.CONFLICT);
        assertThat(known(steps)).hasSize(8).doesNotContain(files.get(2), files.get(7));
        assertThat(server.state().requests(POST)).isEqualTo(3);
        assertThat(server.state().datasetCount()).isEqualTo(12); // the eight and two pairs
    }

    @Test
    void aTypeThatAlyxDoesNotKnowCostsItsFileOnly() {
        List<VerifiedFile> files = new ArrayList<>(files(4));
        files.add(2, file(SESSION, "alf/nonsense.never.npy"));

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps)).containsOnlyKeys(files.get(2)).values().containsOnly(Kind.REFUSED);
        assertThat(known(steps)).hasSize(4);
    }

    @Test
    void aProtectedDatasetCostsItsFileOnlyAndKeepsItsContent() {
        VerifiedFile before = file(SESSION, "alf/spikes.times.npy");
        register(List.of(before));
        protect(server.state().datasets().get(0));
        VerifiedFile after = new VerifiedFile(before.file(), before.staged(), Set.of(md5(99)));
        List<VerifiedFile> files = new ArrayList<>(files(4));
        files.add(1, after);

        List<RegisterStep> steps = register(files);

        assertThat(refused(steps)).containsOnlyKeys(after).values().containsOnly(Kind.PROTECTED);
        assertThat(known(steps)).hasSize(4);
        assertThat(server.state().datasets().get(0).hash())
                .isEqualTo(sum(before).hex());
    }

    @Test
    void aNewRevisionOfAProtectedDatasetIsTaken() {
        VerifiedFile original = file(SESSION, "alf/spikes.times.npy");
        register(List.of(original));
        protect(server.state().datasets().get(0));
        VerifiedFile revision = file(SESSION, "alf/#2022-02-02#/spikes.times.npy");

        List<RegisterStep> steps = register(List.of(revision));

        assertThat(known(steps)).containsExactly(revision);
        assertThat(server.state().datasets())
                .extracting(AlyxState.Dataset::hash)
                .containsExactly(sum(original).hex(), sum(revision).hex());
    }

    @Test
    void whatWasCertainlyNotDoneIsTriedAsOftenAsAllowedAndThenGivenUp() {
        settings = new RegistrarSettings("local_smb", "demolab", 4, Duration.ofSeconds(4), Duration.ofMillis(20), 2);
        server.misbehave().failNext(10, POST, Failure.THROTTLED);

        List<RegisterStep> steps = register(files(3));

        assertThat(refused(steps)).hasSize(3).values().containsOnly(Kind.THROTTLED);
        assertThat(server.state().requests(POST)).isEqualTo(2);
    }

    @Test
    void aRequestIsNotedWhenItIsSentAndNotWhenItBeginsToWaitForItsTurn() {
        server.misbehave().failNext(1, POST, Failure.THROTTLED);

        List<RegisterStep> steps = register(files(3));

        assertThat(known(steps)).hasSize(3);
        assertThat(journal.pauseBetweenBatches(1, 2)).isGreaterThanOrEqualTo(Duration.ofSeconds(1)); // as Alyx asked
    }

    @Test
    void aServerThatIsGoneRefusesEachFileAsTemporary() {
        register(files(1)); // signed in
        server.stop().block(PATIENCE);

        List<RegisterStep> steps = register(files(3));

        assertThat(refused(steps)).hasSize(3).values().allMatch(Kind::isTemporary);
    }

    @Test
    void aSessionThatIsNotThereIsSaidOnceForAllFiles() {
        SessionPath missing = SessionPath.parse("COGP-003/2022-01-13/001");

        List<RegisterStep> steps = register(missing, files(missing, 0, 3));

        assertThat(refused(steps)).hasSize(3).values().containsOnly(Kind.NOT_FOUND);
        assertThat(server.state().requests(POST)).isEqualTo(1);
    }

    @Test
    void aSessionThatIsHeldNoMoreGetsNoFurtherRequest() {
        List<RegisterStep> steps = all(registrar().register(SESSION, heldFor(2), Flux.fromIterable(files(120))));

        assertThat(known(steps)).hasSize(50);
        assertThat(refused(steps)).hasSize(70).values().containsOnly(Kind.LEASE_LOST);
        assertThat(server.state().requests(POST)).isEqualTo(1);
        assertThat(server.state().datasetCount()).isEqualTo(50);
    }

    @Test
    void aSessionThatIsLostWhileTheRequestWaitsForItsTurnGetsNone() {
        List<RegisterStep> steps = all(registrar().register(SESSION, heldFor(1), Flux.fromIterable(files(2))));

        assertThat(refused(steps)).hasSize(2).values().containsOnly(Kind.LEASE_LOST);
        assertThat(server.state().requests(POST)).isZero();
    }

    /** A session that is lost after so many looks at its lease; one is before a request waits for its turn, one after. */
    private static Mono<Void> heldFor(int looks) {
        AtomicInteger asked = new AtomicInteger();
        return Mono.defer(() ->
                asked.incrementAndGet() <= looks ? Mono.empty() : Mono.error(Lease.lost("COGP-003", "it was taken")));
    }

    @Test
    void aCancelledRegistrationHoldsUpNoOther() {
        settings = new RegistrarSettings("local_smb", "demolab", 1, Duration.ofSeconds(4), Duration.ofMillis(20), 3);
        SessionPath other = SessionPath.parse("COGP-003/2022-01-12/001");
        create(other);
        server.misbehave().failNext(1, POST, Failure.NO_ANSWER);
        Registrar registrar = registrar();

        registrar
                .register(SESSION, Mono.empty(), Flux.fromIterable(files(2)))
                .filter(Sent.class::isInstance)
                .next()
                .block(PATIENCE);
        server.misbehave().behave();
        List<RegisterStep> steps = all(registrar.register(other, Mono.empty(), Flux.fromIterable(files(other, 0, 2))));

        assertThat(known(steps)).hasSize(2);
    }

    @Test
    void withoutFilesNothingIsAsked() {
        assertThat(register(List.of())).isEmpty();
        assertThat(server.state().requests(POST)).isZero();
    }
}
