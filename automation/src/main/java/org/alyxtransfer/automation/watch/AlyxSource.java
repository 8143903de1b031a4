package org.alyxtransfer.automation.watch;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.ChangedDataset;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Asks Alyx what changed since the newest change that it told of before, and some time more: its clock is its own, may be
 * set back, and rows appear a little after the time that they bear. What a rule saw before is known by id and time, so
 * neither the overlap nor pages in disorder make anything new twice.
 */
final class AlyxSource implements Source {
    private static final Duration OVERLAP = Duration.ofMinutes(10);
    private static final Duration LONG_OVERLAP = Duration.ofMinutes(130); // naive local times go back an hour in autumn
    private static final Duration REMEMBERED = Duration.ofHours(4); // longer than any overlap
    private static final Duration WESTMOST = Duration.ofHours(13); // how far a naive time may lie behind UTC
    private static final Duration EASTMOST = Duration.ofHours(15);
    private static final int EVERY = 15; // looks between two long ones
    private static final int BATCH = 500;

    private final AlyxClient alyx;
    private final WatchState state;
    private final AlyxMemory memory;
    private final List<Rule> rules;
    private final Scheduler time;
    private final AtomicInteger looks = new AtomicInteger();

    /**
     * Where a rule stands.
     *
     * @param cursor the newest change that it was told of
     * @param isNew never seen before: it only learns what is there
     */
    private record Standing(String rule, LocalDateTime cursor, boolean isNew) {
        List<String> told() {
            return isNew ? List.of() : List.of(rule);
        }
    }

    AlyxSource(AlyxClient alyx, WatchState state, AlyxMemory memory, List<Rule> rules, Scheduler time) {
        this.alyx = alyx;
        this.state = state;
        this.memory = memory;
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
        return Mono.fromSupplier(() -> utc().minus(WESTMOST))
                .flatMap(start -> Flux.fromIterable(rules)
                        .concatMap(rule -> standing(rule, start), 1)
                        .collectList())
                .flatMap(this::look)
                .thenMany(Flux.fromIterable(rules))
                .concatMap(this::catchUp, 1)
                .then(Mono.just(Look.whole(false)));
    }

    private Mono<Standing> standing(Rule rule, LocalDateTime start) {
        return memory.cursor(rule.name())
                .map(cursor -> new Standing(rule.name(), cursor.orElse(start), cursor.isEmpty()));
    }

    /** Sessions don't tell when they changed, so that those are listed apart for rules that stand elsewhere. */
    private Mono<Void> look(List<Standing> all) {
        Duration overlap = looks.getAndIncrement() % EVERY == 0 ? LONG_OVERLAP : OVERLAP;
        SortedMap<LocalDateTime, List<Standing>> places =
                new TreeMap<>(all.stream().collect(Collectors.groupingBy(Standing::cursor)));
        return seeDatasets(places, overlap).flatMap(newest -> Flux.fromIterable(places.entrySet())
                .concatMap(place -> seeSessions(place.getValue(), place.getKey().minus(overlap), newest), 1)
                .thenMany(Flux.fromIterable(all))
                .concatMap(rule -> memory.moveOn(rule.rule(), newest, newest.minus(REMEMBERED)), 1)
                .then());
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

    /** Gives the newest change, which becomes the next cursor of all. */
    private Mono<LocalDateTime> seeDatasets(SortedMap<LocalDateTime, List<Standing>> places, Duration overlap) {
        LocalDateTime latest = utc().plus(EASTMOST); // a clock that once was years ahead must not hide all that follows
        List<Standing> all = places.values().stream().flatMap(List::stream).toList();
        AtomicReference<LocalDateTime> newest = new AtomicReference<>(places.lastKey());
        return alyx.changedDatasets(places.firstKey().minus(overlap))
                .doOnNext(row -> newest.updateAndGet(known -> later(known, row.changed(), latest)))
                .buffer(BATCH)
                .concatMap(rows -> Flux.fromIterable(all).concatMap(rule -> see(rule, rows, overlap), 1), 1)
                .then(Mono.fromSupplier(newest::get));
    }

    private Mono<Void> see(Standing rule, List<ChangedDataset> rows, Duration overlap) {
        LocalDateTime since = rule.cursor().minus(overlap); // what it saw before that may be forgotten
        List<Seen> its = seen(rows.stream()
                .filter(row -> row.changed() == null || !row.changed().isBefore(since))
                .toList());
        return its.isEmpty() ? Mono.empty() : state.see(AlyxMemory.datasets(rule.rule()), its, rule.told(), now());
    }

    private Mono<Void> seeSessions(List<Standing> all, LocalDateTime since, LocalDateTime newest) {
        return alyx.changedSessions(since)
                .map(session -> seen(session, newest))
                .buffer(BATCH)
                .concatMap(
                        rows -> Flux.fromIterable(all)
                                .concatMap(
                                        rule -> state.see(AlyxMemory.sessions(rule.rule()), rows, rule.told(), now()),
                                        1),
                        1)
                .then();
    }

    private static LocalDateTime later(LocalDateTime known, @Nullable LocalDateTime changed, LocalDateTime latest) {
        return changed != null && changed.isBefore(latest) && known.isBefore(changed) ? changed : known;
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

    private LocalDateTime utc() {
        return LocalDateTime.ofInstant(Instant.ofEpochMilli(now()), ZoneOffset.UTC);
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }
}
