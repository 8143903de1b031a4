package org.alyxtransfer.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.alyxtransfer.plan.Permits;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.TransferEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;
import reactor.core.scheduler.Scheduler;

/** Measures a run while it runs, and sets how many files it moves at once. State of one run. */
final class LevelWatch {
    /** How long a span lasts, unless it has told enough before. */
    static final Duration SPAN = Duration.ofMillis(300);
    /** How often it is asked whether a span is over, and how long a new number takes to show. */
    static final Duration TICK = Duration.ofMillis(100);
    /** So many times as many files as move at once tell a rate well enough. */
    static final int TELLING_ROUNDS = 8;
    /** What a file costs besides its bytes, in bytes, until it is known better ({@link FileCost}). */
    private static final long FILE_COST = 256 << 10;
    /** What a file was taken to cost is kept until it proves wrong by so much, as a new one makes all that was measured void. */
    private static final double COSTS_OTHERWISE = 2;
    /** So many planned files tell how large the files of this run are. */
    static final int TELLING_FILES = 16;

    private final LongAdder bytes = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final Sinks.One<Long> usualBytes = Sinks.one();
    private final FileCost measuredCost = new FileCost();
    private final List<Long> firstSizes = new ArrayList<>();
    private final Permits files;
    private final LevelFinder finder;
    private final LongSupplier troubles;
    private final Supplier<Processors> processors;
    private final Scheduler scheduler;
    private long fileCost = FILE_COST;
    private long bytesBefore;
    private long verifiedBefore;
    private long troublesBefore;
    private long timeBefore;
    private double ownSecondsBefore = Double.NaN;
    private double loads;
    private int ticks;
    private boolean changed = true; // since the last span: the start is a change too

    LevelWatch(
            Permits files,
            LevelFinder finder,
            LongSupplier troubles,
            Supplier<Processors> processors,
            Scheduler scheduler) {
        this.files = files;
        this.finder = finder;
        this.troubles = troubles;
        this.processors = processors;
        this.scheduler = scheduler;
        this.troublesBefore = troubles.getAsLong();
        this.timeBefore = now();
        files.resize(finder.level());
    }

    /** The events, and among them how many files are moved at once whenever that changes. */
    Flux<TransferEvent> around(Flux<TransferEvent> events) {
        Sinks.Empty<Void> ended = Sinks.empty();
        return Flux.merge(
                1,
                Flux.just(new TransferEvent.Paced(finder.level(), "start")),
                changes().takeUntilOther(ended.asMono()),
                events.doOnNext(this::count).doFinally(end -> ended.tryEmitEmpty()));
    }

    /** One decision after the other, as the finder is not for several threads at once. */
    private Flux<TransferEvent> changes() {
        Flux<Supplier<Optional<LevelFinder.Change>>> spans = Flux.interval(TICK, scheduler)
                .onBackpressureDrop()
                .map(tick -> processors.get()) // here, as it blocks
                .map(now -> () -> tick(now));
        Mono<Supplier<Optional<LevelFinder.Change>>> sizes =
                usualBytes.asMono().map(usual -> () -> finder.beforeFilesOf(usual));
        return Flux.merge(1, spans, sizes)
                .concatMap(decision -> Mono.justOrEmpty(decision.get()), 1)
                .map(this::apply);
    }

    private void count(TransferEvent event) {
        if (event instanceof TransferEvent.Advanced advanced) {
            bytes.add(advanced.bytes());
        } else if (event instanceof TransferEvent.Started started) {
            measuredCost.begin(started.file(), now());
        } else if (event instanceof TransferEvent.Verified done) {
            verified.increment();
            measuredCost.end(done.file(), now());
        } else if (event instanceof TransferEvent.Finished finished
                && finished.file() instanceof PlannedFile.ToMove file) {
            measuredCost.forget(file);
        } else if (event instanceof TransferEvent.Planned planned
                && planned.file() instanceof PlannedFile.ToMove file) {
            planned(file);
        }
    }

    /** The median: where some files are small, many at once are worth having, whatever the others are. */
    private void planned(PlannedFile.ToMove file) {
        if (firstSizes.size() < TELLING_FILES) {
            firstSizes.add(file.size());
            if (firstSizes.size() == TELLING_FILES) {
                usualBytes.tryEmitValue(firstSizes.stream().sorted().toList().get(TELLING_FILES / 2));
            }
        }
    }

    private Optional<LevelFinder.Change> tick(Processors now) {
        loads += now.load();
        ticks++;
        if (!isOver()) {
            return Optional.empty();
        }
        weighAnew();
        return finder.after(span(now.ownSeconds()));
    }

    private void weighAnew() {
        long measured = measuredCost.bytes().orElse(fileCost);
        if (measured > fileCost * COSTS_OTHERWISE || fileCost > measured * COSTS_OTHERWISE) {
            fileCost = measured;
            finder.forget();
        }
    }

    /** While it searches each span costs time: as little of it as tells, and a tick where a change falls, which tells nothing. */
    private boolean isOver() {
        boolean tells = verified.sum() - verifiedBefore >= (long) TELLING_ROUNDS * finder.level();
        boolean early = finder.isSearching() && (changed || tells);
        return early || now() - timeBefore >= SPAN.toNanos();
    }

    private LevelFinder.Span span(double ownSeconds) {
        long bytesNow = bytes.sum();
        long verifiedNow = verified.sum();
        long troublesNow = troubles.getAsLong();
        long timeNow = now();
        double seconds = Math.max(1, timeNow - timeBefore) / 1e9;
        LevelFinder.Span span = new LevelFinder.Span(
                (bytesNow - bytesBefore + (verifiedNow - verifiedBefore) * fileCost) / seconds,
                troublesNow - troublesBefore,
                files.exhausted(),
                loads / ticks,
                (ownSeconds - ownSecondsBefore) / seconds);
        bytesBefore = bytesNow;
        verifiedBefore = verifiedNow;
        troublesBefore = troublesNow;
        timeBefore = timeNow;
        ownSecondsBefore = ownSeconds;
        loads = 0;
        ticks = 0;
        changed = false;
        return span;
    }

    private TransferEvent apply(LevelFinder.Change change) {
        files.resize(change.files());
        changed = true;
        return new TransferEvent.Paced(change.files(), change.why());
    }

    private long now() {
        return scheduler.now(TimeUnit.NANOSECONDS);
    }
}
