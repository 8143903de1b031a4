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
    static final Duration SPAN = Duration.ofMillis(300);
    /** What a file costs besides its bytes, in bytes: opening, closing and renaming are round trips. */
    private static final long FILE_COST = 256 << 10;
    /** So many planned files tell how large the files of this run are. */
    static final int TELLING_FILES = 16;

    private final LongAdder work = new LongAdder();
    private final Sinks.One<Long> meanBytes = Sinks.one();
    private final Permits files;
    private final LevelFinder finder;
    private final LongSupplier troubles;
    private final Scheduler scheduler;
    private long plannedFiles;
    private long plannedBytes;
    private long workBefore;
    private long troublesBefore;
    private long timeBefore;

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
        Flux<Supplier<Optional<LevelFinder.Change>>> spans = Flux.interval(SPAN, scheduler)
                .onBackpressureDrop()
                .map(tick -> span()) // here, as it blocks
                .map(span -> () -> finder.after(span));
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

    private LevelFinder.Span span() {
        long workNow = work.sum();
        long troublesNow = troubles.getAsLong();
        long timeNow = now();
        double seconds = Math.max(1, timeNow - timeBefore) / 1e9;
        LevelFinder.Span span = new LevelFinder.Span(
                (workNow - workBefore) / seconds, troublesNow - troublesBefore, files.exhausted(), processorLoad());
        workBefore = workNow;
        troublesBefore = troublesNow;
        timeBefore = timeNow;
        return span;
    }

    private TransferEvent apply(LevelFinder.Change change) {
        files.resize(change.files());
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
