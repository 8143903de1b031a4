package org.alyxtransfer.automation.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.ChangedDataset;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks Alyx what changed since the newest change that it told of before, and some time more: its clock is its own, may be
 * set back, and rows appear a little after the time that they bear. What was seen before is known by id and time, so
 * neither the overlap nor pages in disorder make anything new twice.
 */
final class AlyxSource implements Source {
    private static final String DATASETS = "alyx datasets";
    private static final String SESSIONS = "alyx sessions";
    private static final String CURSOR = "alyx.cursor";
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration LONG_OVERLAP = Duration.ofMinutes(130); // naive local times go back an hour in autumn
    private static final Duration REMEMBERED = Duration.ofHours(4); // longer than any overlap
    private static final Duration WESTMOST = Duration.ofHours(13); // how far a naive time may lie behind UTC
    private static final Duration EASTMOST = Duration.ofHours(15);
    private static final int EVERY = 15; // looks between two long ones
    private static final int BATCH = 500;

    private final AlyxClient alyx;
    private final WatchState state;
    private final List<Rule> rules;
    private final Scheduler time;
    private final AtomicInteger looks = new AtomicInteger();

    AlyxSource(AlyxClient alyx, WatchState state, List<Rule> rules, Scheduler time) {
        this.alyx = alyx;
        this.state = state;
        this.rules =
                rules.stream().filter(rule -> rule.trigger() instanceof OnAlyx).toList();
        this.time = time;
    }

    @Override
    public String name() {
        return "alyx";
    }

    @Override
    public Mono<Look> look() {
        return state.note(CURSOR)
                .flatMap(cursor -> cursor.isPresent()
                        ? look(LocalDateTime.parse(cursor.get()), names(rules))
                        : look(utc().minus(WESTMOST), List.of())) // the first look only learns what is there
                .thenMany(Flux.fromIterable(rules))
                .concatMap(this::catchUp, 1)
                .then(Mono.just(Look.whole(false)));
    }

    private Mono<Void> look(LocalDateTime cursor, List<String> forRules) {
        Duration overlap = looks.getAndIncrement() % EVERY == 0 ? LONG_OVERLAP : OVERLAP;
        return seeSince(cursor.minus(overlap), cursor, forRules).flatMap(newest -> state.note(CURSOR, newest.toString())
                .then(state.forgetSeen(DATASETS, newest.minus(REMEMBERED).toString()))
                .then(state.forgetSeen(SESSIONS, newest.minus(REMEMBERED).toString())));
    }

    /** A rule that was never seen before gets what changed since it says so, and nothing without that. */
    private Mono<Void> catchUp(Rule rule) {
        OnAlyx trigger = (OnAlyx) rule.trigger();
        String note = "rule " + rule.name();
        return state.note(note).filter(known -> known.isEmpty()).flatMap(unknown -> {
            LocalDateTime since = trigger.since();
            Mono<Void> backlog = since == null
                    ? Mono.empty()
                    : alyx.changedDatasets(since)
                            .buffer(BATCH)
                            .concatMap(rows -> state.mark(sessions(rows), rule.name(), now()), 1)
                            .then();
            return backlog.then(state.note(note, Long.toString(now())));
        });
    }

    /** Gives the newest change, which becomes the next cursor. */
    private Mono<LocalDateTime> seeSince(LocalDateTime since, LocalDateTime cursor, List<String> forRules) {
        LocalDateTime latest = utc().plus(EASTMOST); // a clock that once was years ahead must not hide all that follows
        AtomicReference<LocalDateTime> newest = new AtomicReference<>(cursor);
        Mono<Void> datasets = alyx.changedDatasets(since)
                .buffer(BATCH)
                .concatMap(
                        rows -> {
                            rows.stream()
                                    .map(ChangedDataset::changed)
                                    .filter(changed -> changed != null && changed.isBefore(latest))
                                    .forEach(changed ->
                                            newest.updateAndGet(known -> known.isBefore(changed) ? changed : known));
                            return state.see(DATASETS, seen(rows), forRules, now());
                        },
                        1)
                .then();
        Mono<Void> sessions = alyx.changedSessions(since)
                .map(session -> seen(session, Objects.requireNonNull(newest.get())))
                .buffer(BATCH)
                .concatMap(rows -> state.see(SESSIONS, rows, forRules, now()), 1)
                .then();
        return datasets.then(sessions).then(Mono.fromSupplier(newest::get));
    }

    private static List<Seen> seen(List<ChangedDataset> rows) {
        return rows.stream()
                .filter(row -> row.session() != null)
                .map(row -> new Seen(
                        row.id().toString(),
                        String.valueOf(row.changed()),
                        String.valueOf(row.changed()),
                        Objects.requireNonNull(row.session()).toString(),
                        ""))
                .toList();
    }

    /** Lists of sessions don't tell when they changed, but all that a rule may ask for. */
    private static Seen seen(SessionSummary session, LocalDateTime listed) {
        String id = session.id().toString();
        return new Seen(id, Matching.digest(session.toString()), listed.toString(), id, "");
    }

    private static List<String> sessions(List<ChangedDataset> rows) {
        return rows.stream()
                .filter(row -> row.session() != null)
                .map(row -> Objects.requireNonNull(row.session()).toString())
                .distinct()
                .toList();
    }

    private static List<String> names(List<Rule> rules) {
        return rules.stream().map(Rule::name).toList();
    }

    private LocalDateTime utc() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(now()), ZoneOffset.UTC);
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }
}
