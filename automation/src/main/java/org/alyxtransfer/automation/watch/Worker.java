package org.alyxtransfer.automation.watch;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.alyx.Session;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import org.alyxtransfer.automation.rule.Trigger.OnShare;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Permits;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * Takes one piece of work from "seen" to "done": looks at it, waits until it stays as it is, fetches, runs, reports.
 *
 * <p>Each step is on disk before the next begins, and the report is before the work is done. A failure is noted and tried
 * again later; it never ends anything else.
 */
final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final Surroundings with;
    private final WatchState state;
    private final Tidying tidying;
    private final Runs runs;
    private final Reports reports;
    private final Permits places;

    /**
     * @param runsAtOnce how many sessions are fetched, run or uploaded at once
     */
    Worker(Surroundings with, WatchState state, Tidying tidying, int runsAtOnce) {
        this.with = with;
        this.state = state;
        this.tidying = tidying;
        this.runs = new Runs(with);
        this.reports = new Reports(with);
        this.places = new Permits(runsAtOnce);
    }

    /** Never fails, unless nothing can be remembered any more. */
    Mono<Void> process(Rule rule, Work work) {
        Mono<Void> next;
        if (!work.result().isEmpty()) {
            next = conclude(rule, work, work.version(), Ran.read(work.result()));
        } else if (rule.trigger() instanceof OnFolder folder) {
            next = upload(rule, folder, work);
        } else {
            next = look(rule, work);
        }
        return next.onErrorResume(failure -> afterFailure(rule, work, failure));
    }

    private Mono<Void> look(Rule rule, Work work) {
        return session(rule.trigger(), work.item())
                .singleOptional()
                .flatMap(found ->
                        found.map(session -> look(rule, work, session)).orElseGet(() -> awaitDatasets(rule, work)))
                .onErrorResume(Worker::isGone, gone -> {
                    LOG.info("rule {}: {} is no longer in Alyx ({})", rule.name(), work.item(), gone.getMessage());
                    return state.drop(work, now());
                });
    }

    private Mono<Void> look(Rule rule, Work work, Session session) {
        return with.alyx()
                .datasets(DatasetQuery.ofSession(session.id()))
                .collectList()
                .flatMap(datasets -> decide(rule, work, session, Matching.of(rule, session.summary(), datasets)));
    }

    private Mono<Void> decide(Rule rule, Work work, Session session, Matching matching) {
        if (!matching.matches() || matching.selected().isEmpty()) {
            LOG.debug("rule {} leaves {}: {}", rule.name(), session.path(), matching.whyNot());
            return rule.trigger() instanceof OnShare ? awaitDatasets(rule, work) : state.drop(work, now());
        }
        String version = Matching.digest(work.cause() + "\n" + matching.version());
        return state.isDone(work, version).flatMap(done -> {
            if (done) {
                return state.drop(work, now());
            }
            Duration settle = rule.trigger() instanceof OnAlyx alyx ? alyx.settle() : Duration.ZERO;
            if (!settle.isZero() && !version.equals(work.version())) {
                return state.settle(work, version, now() + settle.toMillis());
            }
            return places.during(() -> run(rule, work, session, matching, version))
                    .then();
        });
    }

    /** A file may lie there before its session is in Alyx or it is registered; many never are, and that is nobody's failure. */
    private Mono<Void> awaitDatasets(Rule rule, Work work) {
        Unregistered found = Unregistered.of(work).again();
        if (found.times() >= Attempts.MOST) {
            LOG.warn(
                    "rule {}: {} is left: after {} looks Alyx has no dataset of its session that the rule would fetch",
                    rule.name(),
                    work.item(),
                    Attempts.MOST);
            return state.drop(work, now());
        }
        Duration pause = Attempts.pause(found.times() - 1);
        LOG.info("rule {}: {} waits until datasets of its session are registered", rule.name(), work.item());
        return state.await(work, found.written(), now() + pause.toMillis());
    }

    private Mono<Void> run(Rule rule, Work work, Session session, Matching matching, String version) {
        String id = Matching.digest(rule.name() + "\n" + work.item() + "\n" + version);
        LOG.info("rule {}: fetches {} and runs on it ({})", rule.name(), session.path(), id);
        RunFolder folder = RunFolder.of(with.runs(), rule.name(), session.path().toString(), id);
        Mono<Void> ran = runs.run(id, rule, session, matching)
                .onErrorMap(Worker::isGone, Worker::notYet)
                .flatMap(end -> state.ran(work, version, end.written()).then(conclude(rule, work, version, end)));
        return tidying.keeping(folder, ran);
    }

    /** The report first: were it lost in a crash after "done", nobody would ever send it. */
    private Mono<Void> conclude(Rule rule, Work work, String version, Ran ran) {
        Mono<Void> cleared = Mono.<Void>fromCallable(() -> {
                    RunFolder.of(with.runs(), rule.name(), ran.session(), ran.run())
                            .removeInput();
                    return null;
                })
                .subscribeOn(with.disk())
                .onErrorResume(failure -> {
                    LOG.warn("what was fetched for run {} could not be removed: {}", ran.run(), failure.toString());
                    return Mono.empty();
                });
        return reports.report(rule, ran)
                .then(state.done(work, version, ran.run(), ran.outcome().name(), now()))
                .then(cleared)
                .doOnSuccess(done -> LOG.info(
                        "rule {}: {} {} {}",
                        rule.name(),
                        ran.session(),
                        ran.outcome().words(),
                        ran.why()));
    }

    private Mono<Void> upload(Rule rule, OnFolder trigger, Work work) {
        Path folder = Path.of(work.item());
        String version = work.cause();
        String session = FolderSource.session(folder).map(SessionPath::toString).orElse(work.item());
        String id = Matching.digest(rule.name() + "\n" + work.item() + "\n" + version);
        RunFolder run = RunFolder.of(with.runs(), rule.name(), session, id);
        Mono<Void> uploaded = Mono.defer(() -> {
            long started = now();
            return Mono.fromCallable(() -> Files.createDirectories(run.folder()))
                    .subscribeOn(with.disk())
                    .then(with.upload().upload(folder, trigger, run.stdout()))
                    .then(Mono.fromCallable(() -> {
                                FolderSource.lower(folder, trigger.flag(), version);
                                return true;
                            })
                            .subscribeOn(with.disk()))
                    .then(Mono.fromSupplier(
                            () -> new Ran(id, session, "", List.of(), 0, Outcome.SUCCEEDED, "", started, now())))
                    .flatMap(ran -> state.ran(work, version, ran.written()).then(conclude(rule, work, version, ran)));
        });
        return state.isDone(work, version)
                .flatMap(done -> done
                        ? state.drop(work, now())
                        : places.during(() -> tidying.keeping(run, uploaded)).then());
    }

    private Mono<Void> afterFailure(Rule rule, Work work, Throwable thrown) {
        TransferException failure = TransferException.from(thrown, work.item());
        String why = String.valueOf(failure.getMessage());
        if (!work.result().isEmpty() || !Attempts.isOver(work.tries(), failure)) {
            Duration pause = Attempts.pause(work.tries());
            LOG.warn("rule {}: {}; tries again in {} s", rule.name(), why, pause.toSeconds());
            return state.retry(work, why, now() + pause.toMillis());
        }
        LOG.warn("rule {}: {}; given up after {} attempts", rule.name(), why, Attempts.MOST);
        return session(rule.trigger(), work.item())
                .map(session -> givenUp(
                        rule, work, session.path().toString(), session.id().toString(), session.users(), why))
                .onErrorComplete()
                .switchIfEmpty(Mono.fromSupplier(() -> givenUp(rule, work, work.item(), "", List.of(), why)))
                .flatMap(ran ->
                        state.ran(work, work.version(), ran.written()).then(conclude(rule, work, work.version(), ran)))
                .onErrorResume(again -> state.retry(
                        work, why, now() + Attempts.pause(work.tries()).toMillis()));
    }

    /** Of an id of its own, which is kept with the rest: the same session may be given up again, and is told again. */
    private Ran givenUp(Rule rule, Work work, String session, String id, List<String> users, String why) {
        String what = rule.name() + "\n" + work.item() + "\n" + work.version() + work.cause();
        String run = Matching.digest(what + "\n" + now());
        String reason = why + " (given up after " + Attempts.MOST + " attempts)";
        return new Ran(run, session, id, users, 0, Outcome.NOT_RUN, reason, now(), now());
    }

    /** By its id; for a file on the share by the session's folder that it lies in, and empty where Alyx has none of it. */
    private Mono<Session> session(Trigger trigger, String item) {
        if (trigger instanceof OnAlyx) {
            return with.alyx().session(UUID.fromString(item));
        }
        if (trigger instanceof OnFolder) {
            return Mono.error(() -> new TransferException(Kind.NOT_FOUND, item, "is a folder of this computer"));
        }
        return with.alyx().session(ShareSource.session(FilePath.of(item))).flatMap(found -> with.alyx()
                .session(found.id()));
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }

    /** A dataset is registered before its file has its final name. */
    private static Throwable notYet(Throwable failure) {
        return new TransferException(
                Kind.REFUSED,
                ((TransferException) failure).where(),
                "is not on the file server, or not yet: " + failure.getMessage(),
                failure);
    }

    private long now() {
        return with.time().now(TimeUnit.MILLISECONDS);
    }
}
