package org.alyxtransfer.engine;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.TransferEvent;
import reactor.core.publisher.Flux;

/**
 * Meters of all runs of one direction, derived from their events: bytes, files by outcome, seconds per file, files in flight and
 * how many there may be where a run finds that itself, unregistered backlog, batches, retries. Tags are the direction and the
 * outcome, never a name.
 */
public final class TransferMeters {
    private final MeterRegistry registry;
    private final String direction;
    private final Counter bytes;
    private final Counter retries;
    private final Counter batches;
    private final Timer seconds;
    private final AtomicLong inFlight = new AtomicLong();
    private final AtomicLong unregistered = new AtomicLong();
    private final AtomicLong filesAtOnce = new AtomicLong();

    public TransferMeters(MeterRegistry registry, Direction direction) {
        this.registry = registry;
        this.direction = direction.name().toLowerCase(Locale.ROOT);
        this.bytes = registry.counter("alyx.transfer.bytes", "direction", this.direction);
        this.retries = registry.counter("alyx.transfer.retries", "direction", this.direction);
        this.batches = registry.counter("alyx.transfer.batches", "direction", this.direction);
        this.seconds = registry.timer("alyx.transfer.file.seconds", "direction", this.direction);
        Tags tags = Tags.of("direction", this.direction); // without it a download would show an upload's gauges
        registry.gauge("alyx.transfer.files.in.flight", tags, inFlight);
        registry.gauge("alyx.transfer.files.unregistered", tags, unregistered);
        registry.gauge("alyx.transfer.files.at.once", tags, filesAtOnce);
    }

    /** Counts what a run does; what it leaves unfinished is in flight no longer once it has ended. */
    public Flux<TransferEvent> counting(Flux<TransferEvent> events) {
        return Flux.defer(() -> {
            Run run = new Run();
            return events.doOnNext(run::record).doFinally(end -> run.over());
        });
    }

    Run run() {
        return new Run();
    }

    /** One run's share of the gauges. */
    final class Run {
        private final Map<PlannedFile, Timer.Sample> started = new ConcurrentHashMap<>();
        private final AtomicLong registering = new AtomicLong();

        void record(TransferEvent event) {
            if (event instanceof TransferEvent.Advanced advanced) {
                bytes.increment((double) advanced.bytes());
            } else if (event instanceof TransferEvent.Started start) {
                started.put(start.file(), Timer.start(registry));
                inFlight.incrementAndGet();
            } else if (event instanceof TransferEvent.Retried) {
                retries.increment();
            } else if (event instanceof TransferEvent.Paced paced) {
                filesAtOnce.set(paced.files());
            } else if (event instanceof TransferEvent.Registering batch) {
                batches.increment();
                unregistered(batch.files().size());
            } else if (event instanceof TransferEvent.Registered) {
                unregistered(-1);
            } else if (event instanceof TransferEvent.Finished finished) {
                finished(finished);
            }
        }

        void over() {
            inFlight.addAndGet(-started.size());
            started.clear();
            unregistered.addAndGet(-registering.getAndSet(0));
        }

        private void unregistered(long more) {
            registering.addAndGet(more);
            unregistered.addAndGet(more);
        }

        private void finished(TransferEvent.Finished finished) {
            String outcome = finished.outcome().getClass().getSimpleName().toLowerCase(Locale.ROOT);
            registry.counter("alyx.transfer.files", "direction", direction, "outcome", outcome)
                    .increment();
            if (finished.outcome() instanceof Outcome.Unregistered) {
                unregistered(-1);
            }
            Timer.Sample sample = started.remove(finished.file());
            if (sample != null) {
                sample.stop(seconds);
                inFlight.decrementAndGet();
            }
        }
    }
}
