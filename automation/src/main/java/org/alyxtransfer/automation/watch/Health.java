package org.alyxtransfer.automation.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.automation.report.Undelivered;
import org.alyxtransfer.automation.watch.HealthReport.SourceHealth;
import org.alyxtransfer.dataset.TransferException;
import reactor.core.scheduler.Scheduler;

/** Remembers how the last looks went; from any thread. */
final class Health {
    private static final int LATE = 3; // polls without a good look, before it is unwell

    private final Map<Source, Looks> looks = new HashMap<>();
    private final List<Source> sources;
    private final Duration poll;
    private final Scheduler time;
    private final long began;

    private record Looks(long last, long failures, boolean hasFailed, Optional<TransferException> trouble) {}

    private static final Looks NONE = new Looks(0, 0, false, Optional.empty());

    Health(List<Source> sources, Duration poll, Scheduler time) {
        this.sources = List.copyOf(sources);
        this.poll = poll;
        this.time = time;
        this.began = now();
        this.sources.forEach(source -> looks.put(source, NONE));
    }

    /** @param leftOut what could not be looked at, while all else was */
    synchronized void looked(Source source, Optional<TransferException> leftOut) {
        looks.computeIfPresent(source, (any, before) -> new Looks(now(), before.failures(), false, leftOut));
    }

    /** True when the look before did not fail, so that it is worth telling. */
    synchronized boolean failed(Source source, TransferException why) {
        Looks before = looks.getOrDefault(source, NONE);
        looks.put(source, new Looks(before.last(), before.failures() + 1, true, Optional.of(why)));
        return !before.hasFailed();
    }

    /** Of the last looks, what became of one that failed or left something out. */
    synchronized Optional<TransferException> failure() {
        return looks.values().stream().flatMap(look -> look.trouble().stream()).findFirst();
    }

    synchronized HealthReport report(WatchState.Counts counts, long running) {
        List<SourceHealth> told = new ArrayList<>();
        boolean well = true;
        for (Source source : sources) {
            Looks look = looks.getOrDefault(source, NONE);
            well &= now() - Math.max(began, look.last()) <= poll.toMillis() * LATE + 10_000;
            String trouble =
                    look.trouble().map(why -> String.valueOf(why.getMessage())).orElse("");
            told.add(new SourceHealth(source.name(), look.last() / 1000, look.failures(), trouble));
        }
        return new HealthReport(
                well, told, running, counts.waiting(), counts.failing(), counts.done(), Undelivered.NONE);
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }
}
