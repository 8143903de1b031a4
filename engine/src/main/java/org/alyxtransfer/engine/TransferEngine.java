package org.alyxtransfer.engine;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.SessionRegistrar;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Runs a plan: many files at once, each verified before it is visible, registered batch by batch.
 *
 * <p>Lazy; each subscription runs the plan anew. A file's failure is an event; the stream fails only when nothing can
 * start or go on (no connection to the destination, the plan cannot be made any further); what is under way then ends first. Cancelling stops the run; files that were not
 * published by then are not visible. RegisterStep lags behind without holding back bytes, and drains before the stream
 * ends.
 */
@CheckReturnValue
public final class TransferEngine {
    private static final int PLAN_AHEAD = 1;

    private final FileCopy copy;
    private final Journal journal;
    private final Optional<SessionRegistrar> registrar;

    /**
     * @param registrar registers what is uploaded; empty when nothing is registered
     */
    public TransferEngine(FileCopy copy, Journal journal, Optional<SessionRegistrar> registrar) {
        this.copy = copy;
        this.journal = journal;
        this.registrar = registrar;
    }

    /** Events of all files; see {@link TransferEvent} for their order. */
    public Flux<TransferEvent> run(TransferPlan plan, TransferOptions options) {
        return plan.destination().limits().flatMapMany(limits -> {
            FileMover mover = new FileMover(copy, journal, plan, options, limits.wire());
            FileFinisher finisher = new FileFinisher(plan, journal);
            EarlierRuns earlier = new EarlierRuns(journal, plan, limits, copy, finisher);
            int most = Math.min(options.pace().files(), limits.filesInFlight());
            Permits files = new Permits(most);
            SessionRun sessions = new SessionRun(
                    plan, mover, finisher, registrar, earlier, options.pace().withFiles(most), files);
            Flux<TransferEvent> events = whileRemembered(plan.items()
                    .flatMapDelayError(sessions::run, options.pace().openSessions(), PLAN_AHEAD)
                    .concatWith(Flux.defer(sessions::leftovers)));
            return options.tuning()
                    .map(tuning -> levelWatch(tuning, files, most).around(events))
                    .orElse(events);
        });
    }

    /** What cannot be remembered must not be done. Told without an error first: for one, Reactor cancels no work. */
    private <T> Flux<T> whileRemembered(Flux<T> work) {
        Mono<T> why = journal.broken().then(Mono.empty());
        return work.takeUntilOther(journal.broken().onErrorComplete())
                .concatWith(Mono.firstWithSignal(why, Mono.empty()));
    }

    /** On a thread that may block, as asking for the processors' load reads a file. */
    private static LevelWatch levelWatch(Tuning tuning, Permits files, int most) {
        LevelFinder finder = new LevelFinder(tuning.least(), tuning.start(), most);
        return new LevelWatch(files, finder, tuning.troubles(), Processors::look, Schedulers.boundedElastic());
    }
}
