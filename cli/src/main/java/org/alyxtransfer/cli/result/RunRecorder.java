package org.alyxtransfer.cli.result;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.HdrHistogram.Histogram;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.jspecify.annotations.Nullable;

/** Makes figures of one run's events: for {@code doOnNext} on the engine's stream. Not for several threads at once. */
public final class RunRecorder {
    private static final long LONGEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;
    private static final double MICROS_PER_SECOND = 1e6;

    private final LongSupplier nanos;
    private final long start;
    private final SpeedSamples speed;
    private final Map<FilePath, Long> started = new HashMap<>();
    private final Histogram micros = new Histogram(LONGEST_MICROS, DIGITS);
    private double fileSeconds;
    private long bytes;
    private long files;
    private @Nullable Long firstByte;
    private @Nullable Integer filesAtOnce;
    private @Nullable TransferException failure;

    public RunRecorder() {
        this(System::nanoTime);
    }

    RunRecorder(LongSupplier nanos) {
        this.nanos = nanos;
        this.start = nanos.getAsLong();
        this.speed = new SpeedSamples();
    }

    public void record(TransferEvent event) {
        if (event instanceof TransferEvent.Advanced advanced) {
            bytes += advanced.bytes();
            long now = nanos.getAsLong() - start;
            firstByte = firstByte == null ? Long.valueOf(now) : firstByte;
            speed.add(now, advanced.bytes());
        } else if (event instanceof TransferEvent.Started first) {
            started.put(first.file().target(), nanos.getAsLong());
        } else if (event instanceof TransferEvent.Paced paced) {
            filesAtOnce = paced.files();
        } else if (event instanceof TransferEvent.SessionFailed failed) {
            failed(failed.why());
        } else if (event instanceof TransferEvent.Finished finished) {
            finished(finished);
        }
    }

    private void finished(TransferEvent.Finished finished) {
        if (finished.outcome() instanceof Outcome.Failed failed) {
            failed(failed.why());
        } else if (finished.outcome() instanceof Outcome.Unregistered unregistered) {
            failed(unregistered.why());
        } else if (finished.file() instanceof ToMove file) {
            Long began = started.remove(file.target());
            files++;
            if (began != null) {
                long took = Math.max(1, (nanos.getAsLong() - began) / 1000);
                micros.recordValue(Math.min(took, LONGEST_MICROS));
                fileSeconds += took / MICROS_PER_SECOND;
            }
        }
    }

    private void failed(TransferException why) {
        failure = failure == null ? why : failure;
    }

    /** Bytes that arrived, those of unfinished files too. */
    public long bytes() {
        return bytes;
    }

    /** From the beginning of the run to its first byte that was written; empty before that. */
    public Optional<Duration> firstByte() {
        return Optional.ofNullable(firstByte).map(Duration::ofNanos);
    }

    /** Whole files. */
    public long files() {
        return files;
    }

    /** How many files were under way on the average, over so many seconds. */
    public double concurrency(double seconds) {
        return fileSeconds / seconds;
    }

    /** The number of files at once that the run found for itself at last; empty when it did not look for one. */
    public Optional<Integer> filesAtOnce() {
        return Optional.ofNullable(filesAtOnce);
    }

    /** The first thing that went wrong. */
    public Optional<TransferException> failure() {
        return Optional.ofNullable(failure);
    }

    /** Empty before a file was finished. */
    public Optional<FileTimes> fileTimes() {
        return micros.getTotalCount() == 0 ? Optional.empty() : Optional.of(FileTimes.ofMicros(micros));
    }

    public Samples samples() {
        return speed.samples();
    }
}
