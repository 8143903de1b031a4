package org.alyxtransfer.engine;

import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.RegisterStep;
import org.alyxtransfer.register.SessionRegistrar;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.HeldSession;
import org.alyxtransfer.storage.Lease;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Runs the sessions of one plan: lease, plan, move, then register and publish in the order that the naming asks for.
 *
 * <p>A session keeps its place among those that move bytes only until its last byte is verified; waiting for Alyx it
 * holds nothing but its lease and its backlog. State of one run.
 */
final class SessionRun {
    private static final int EVENTS_AHEAD = 64; // small records; a slow reader of events slows the transfer

    private final TransferPlan plan;
    private final FileMover mover;
    private final FileFinisher finisher;
    private final Optional<SessionRegistrar> registrar;
    private final EarlierRuns earlierRuns;
    private final Pace pace;
    private final List<Step> order;
    private final Turns turns = new Turns();
    private final Permits movingSessions;
    private final Permits movingFiles;
    private final Permits unregistered;

    SessionRun(
            TransferPlan plan,
            FileMover mover,
            FileFinisher finisher,
            Optional<SessionRegistrar> registrar,
            EarlierRuns earlierRuns,
            Pace pace,
            Permits movingFiles) {
        this.plan = plan;
        this.mover = mover;
        this.finisher = finisher;
        this.registrar = registrar;
        this.earlierRuns = earlierRuns;
        this.pace = pace;
        this.order = Step.order(plan.direction(), plan.naming(), plan.registers());
        this.movingSessions = new Permits(pace.sessions());
        this.movingFiles = movingFiles;
        this.unregistered = new Permits(pace.maxUnregistered());
    }

    /** All events of one session, or of a place that is none; never an error. */
    Flux<TransferEvent> run(PlanItem item) {
        if (item instanceof PlanItem.Unplannable unplannable) {
            earlierRuns.notAllPlanned();
            return Flux.just(new TransferEvent.NotPlanned(unplannable.where(), unplannable.why()));
        }
        return run((PlannedSession) item);
    }

    /**
     * What an earlier run of the job began and the plan holds no more: what is whole at the destination is finished, as the
     * journal knows all that is needed for it; what is not is given up. To be run after all items of the plan.
     */
    Flux<TransferEvent> leftovers() {
        return earlierRuns.leftovers().concatMap(this::run, 1);
    }

    private Flux<TransferEvent> run(PlannedSession session) {
        // parts of one session that lie in several folders given by the user come one after the other
        Flux<TransferEvent> files =
                turns.during(session.folder(), () -> session.leased() ? leased(session) : withoutLease(session));
        return files.onErrorResume(failure -> Flux.just(failed(session, failure)))
                .concatWithValues(new TransferEvent.SessionClosed(session.session()));
    }

    /** A lease that cannot be given back, as the server is gone, ends with the connection. */
    private Flux<TransferEvent> leased(PlannedSession session) {
        return Flux.usingWhen(
                plan.destination().lease(session.folder()), lease -> under(lease, session), lease -> lease.release()
                        .onErrorComplete());
    }

    private Flux<TransferEvent> under(Lease lease, PlannedSession session) {
        HeldSession held = HeldSession.by(lease);
        return held.looking(moveAndRegister(session, held));
    }

    private Flux<TransferEvent> withoutLease(PlannedSession session) {
        return moveAndRegister(session, HeldSession.WITHOUT_LEASE);
    }

    private Flux<TransferEvent> moveAndRegister(PlannedSession session, HeldSession held) {
        Flux<Moved> moved = movingSessions.during(() -> Flux.concat(
                Mono.just(Moved.event(new TransferEvent.SessionOpened(session.session()))),
                earlierRuns.of(session.session()).flatMapMany(earlier -> moveAll(session, earlier, held))));
        return moved.publish(
                shared -> Flux.merge(
                        shared.ofType(Moved.Event.class).map(Moved.Event::event),
                        complete(session, shared.ofType(Moved.Ready.class).map(Moved.Ready::file), held)),
                EVENTS_AHEAD);
    }

    /** A planner that fails midway ends the list, not the files that it listed before. */
    private Flux<Moved> moveAll(PlannedSession session, EarlierRun earlier, HeldSession held) {
        FirstOfFolder firsts = new FirstOfFolder();
        return held.untilLost(session.files())
                .map(file -> move(file, earlier, held, firsts))
                .onErrorResume(failure -> Mono.just(Flux.just(Moved.event(failed(session, failure)))))
                .flatMap(file -> file, pace.files(), 1);
    }

    private TransferEvent failed(PlannedSession session, Throwable failure) {
        earlierRuns.notAllPlanned(session.session());
        String where = session.session().toString();
        return new TransferEvent.SessionFailed(session.session(), TransferException.from(failure, where));
    }

    private Flux<Moved> move(PlannedFile planned, EarlierRun earlier, HeldSession held, FirstOfFolder firsts) {
        Moved announced = Moved.event(new TransferEvent.Planned(planned));
        if (planned instanceof PlannedFile.Settled settled) {
            return Flux.concat(
                    Mono.just(announced), finisher.settle(settled, earlier).map(Moved::event));
        }
        ToMove file = (ToMove) planned;
        Flux<Moved> moved = registersFiles() ? moveCounted(file, earlier, held) : moveOne(file, earlier, held);
        return Flux.concat(
                Mono.just(announced),
                plan.direction() == Direction.UPLOAD
                        ? firsts.in(file.target().parent(), moved, SessionRun::isOnItsWay)
                        : moved);
    }

    private static boolean isOnItsWay(Moved moved) {
        return moved instanceof Moved.Event told && told.event() instanceof TransferEvent.Advanced;
    }

    /** A file that cannot be moved gives back its place in the backlog; others do so when Alyx has answered. */
    private Flux<Moved> moveCounted(ToMove file, EarlierRun earlier, HeldSession held) {
        return unregistered
                .acquire()
                .thenMany(Flux.defer(() -> moveOne(file, earlier, held)).concatMap(this::countFailure, 1));
    }

    private Flux<Moved> countFailure(Moved moved) {
        boolean ended = moved instanceof Moved.Event told && told.event() instanceof TransferEvent.Finished;
        return ended ? unregistered.release().thenMany(Flux.just(moved)) : Flux.just(moved);
    }

    private Flux<Moved> moveOne(ToMove file, EarlierRun earlier, HeldSession held) {
        return movingFiles
                .during(() -> held.during(mover.move(file, earlier), Moved.Ready.class::isInstance)
                        .concatMap(moved -> publishIfDue(moved, held), 1))
                .onErrorResume(failure -> finisher.failed(file, failure).map(Moved::event));
    }

    /** A plain name can be given at once; a name with an id has to wait for the id. */
    private Flux<Moved> publishIfDue(Moved moved, HeldSession held) {
        if (moved instanceof Moved.Ready ready && publishesBeforeRegistering()) {
            Mono<TransferEvent> published =
                    held.confirmed().then(Mono.defer(() -> finisher.publish(ready.file(), !registersFiles())));
            return published.flatMapIterable(told -> List.of(Moved.event(told), ready));
        }
        return Flux.just(moved);
    }

    private Flux<TransferEvent> complete(PlannedSession session, Flux<VerifiedFile> verified, HeldSession held) {
        if (!registersFiles()) {
            return verified.map(finisher::done);
        }
        return registrar
                .orElseThrow()
                .register(session.session(), held.confirmed(), verified)
                .flatMap(step -> registered(step, held), pace.files(), 1);
    }

    private Flux<TransferEvent> registered(RegisterStep registration, HeldSession held) {
        if (registration instanceof RegisterStep.Sent sent) {
            List<ToMove> files = sent.files().stream().map(VerifiedFile::file).toList();
            return Flux.just(new TransferEvent.Registering(files.get(0).session(), files));
        }
        if (registration instanceof RegisterStep.Known known) {
            return unregistered.release().thenMany(known(known, held));
        }
        RegisterStep.Refused refused = (RegisterStep.Refused) registration;
        return unregistered
                .release()
                .then(finisher.finish(refused.file().file(), new Outcome.Unregistered(refused.why())))
                .flux();
    }

    private Flux<TransferEvent> known(RegisterStep.Known known, HeldSession held) {
        TransferEvent registered = new TransferEvent.Registered(known.file().file(), known.datasetId());
        Mono<TransferEvent> done = Mono.just(finisher.done(known.file()));
        Flux<TransferEvent> rest = publishesBeforeRegistering()
                ? finisher.finish(known.file().file(), new Outcome.Done()).flux()
                : Flux.concat(
                        held.confirmed().then(Mono.defer(() -> finisher.publish(known.file(), known.datasetId()))),
                        done);
        return Flux.concat(Mono.just(registered), rest)
                .onErrorResume(failure -> finisher.failed(known.file().file(), failure));
    }

    private boolean registersFiles() {
        return order.contains(Step.REGISTERED) && registrar.isPresent();
    }

    private boolean publishesBeforeRegistering() {
        return !registersFiles() || plan.naming() == Naming.PLAIN;
    }
}
