package org.alyxtransfer.engine;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.time.Duration;
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
    /** What a file costs besides its bytes, in bytes: opening, closing and renaming are round trips. */
    private static final long FILE_COST = 256 << 10;
    /** So many planned files tell how large the files of this run are. */
    static final int TELLING_FILES = 16;

    private final LongAdder work = new LongAdder();
    private final LongAdder verified = new LongAdder();
    private final Sinks.One<Long> meanBytes = Sinks.one();
    private final Permits files;
    private final LevelFinder finder;
    private final LongSupplier troubles;
    private final Scheduler scheduler;
    private long plannedFiles;
    private long plannedBytes;
    private long workBefore;
    private long verifiedBefore;
    private long troublesBefore;
    private long timeBefore;
    private double loads;
    private int ticks;
    private boolean changed; // since the last span

    LevelWatch(Permits files, LevelFinder finder, LongSupplier troubles, Scheduler scheduler) {
        this.files = files;
        this.finder = finder;
        this.troubles = troubles;
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
                .map(tick -> processorLoad()) // here, as it blocks
                .map(load -> () -> tick(load));
        Mono<Supplier<Optional<LevelFinder.Change>>> sizes =
                meanBytes.asMono().map(mean -> () -> finder.beforeFilesOf(mean));
        return Flux.merge(1, spans, sizes)
                .concatMap(decision -> Mono.justOrEmpty(decision.get()), 1)
                .map(this::apply);
    }

    private void count(TransferEvent event) {
        if (event instanceof TransferEvent.Advanced advanced) {
            work.add(advanced.bytes());
        } else if (event instanceof TransferEvent.Verified) {
            work.add(FILE_COST);
            verified.increment();
        } else if (event instanceof TransferEvent.Planned planned
                && planned.file() instanceof PlannedFile.ToMove file) {
            planned(file);
        }
    }

    private void planned(PlannedFile.ToMove file) {
        plannedBytes += file.size();
        plannedFiles++;
        if (plannedFiles == TELLING_FILES) {
            meanBytes.tryEmitValue(plannedBytes / plannedFiles);
        }
    }

    private Optional<LevelFinder.Change> tick(double load) {
        loads += load;
        ticks++;
        return isOver() ? finder.after(span()) : Optional.empty();
    }

    /** While it searches each span costs time: as little of it as tells, and a tick where a change falls, which tells nothing. */
    private boolean isOver() {
        boolean tells = verified.sum() - verifiedBefore >= (long) TELLING_ROUNDS * finder.level();
        boolean early = finder.isSearching() && (changed || tells);
        return early || now() - timeBefore >= SPAN.toNanos();
    }

    private LevelFinder.Span span() {
        long workNow = work.sum();
        long troublesNow = troubles.getAsLong();
        long timeNow = now();
        double seconds = Math.max(1, timeNow - timeBefore) / 1e9;
        LevelFinder.Span span = new LevelFinder.Span(
                (workNow - workBefore) / seconds, troublesNow - troublesBefore, files.exhausted(), loads / ticks);
        workBefore = workNow;
        verifiedBefore = verified.sum();
        troublesBefore = troublesNow;
        timeBefore = timeNow;
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

    private static double processorLoad() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getCpuLoad() : Double.NaN;
    }
}
