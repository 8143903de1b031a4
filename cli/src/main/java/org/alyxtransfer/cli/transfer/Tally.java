package org.alyxtransfer.cli.transfer;

import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.TransferEvent;

/** Counts what became of a plan's files; for one thread at a time. */
final class Tally {
    private final Map<Reason, Long> skipped = new EnumMap<>(Reason.class);
    private final Set<ExitCode> codes = EnumSet.noneOf(ExitCode.class);
    private final Set<String> verifications = new java.util.TreeSet<>();
    private final LongSupplier storageRetries;
    private long plannedFiles;
    private long plannedBytes;
    private long movedBytes;
    private long doneFiles;
    private long doneBytes;
    private long failed;
    private long unregistered;
    private long retries;
    private long sessions;
    private long inFlight;
    private long backlog;
    private long withoutDigest;
    private long sourcesRemoved;
    private long sourcesKept;

    /**
     * Counts from zero.
     *
     * @param storageRetries repetitions that no event tells of
     */
    Tally(LongSupplier storageRetries) {
        this.storageRetries = storageRetries;
    }

    void count(TransferEvent event) {
        if (event instanceof TransferEvent.Advanced advanced) {
            movedBytes += advanced.bytes();
        } else if (event instanceof TransferEvent.Planned planned) {
            planned(planned.file());
        } else if (event instanceof TransferEvent.Started) {
            inFlight++;
        } else if (event instanceof TransferEvent.Verified verified) {
            inFlight--;
            backlog++;
            verifications.add(verified.how());
        } else if (event instanceof TransferEvent.Retried) {
            retries++;
        } else if (event instanceof TransferEvent.SessionOpened) {
            sessions++;
        } else if (event instanceof TransferEvent.NotPlanned none) {
            failed(none.why());
        } else if (event instanceof TransferEvent.SessionFailed session) {
            failed(session.why());
        } else if (event instanceof TransferEvent.SourceRemoved) {
            sourcesRemoved++;
        } else if (event instanceof TransferEvent.SourceKept kept) {
            sourcesKept++;
            codes.add(ExitCode.ofFile(kept.why().kind()));
        } else if (event instanceof TransferEvent.Finished finished) {
            finished(finished);
        }
    }

    private void planned(PlannedFile file) {
        if (file instanceof PlannedFile.ToMove toMove) {
            plannedFiles++;
            plannedBytes += file.size();
            if (toMove.expected().isEmpty()) {
                withoutDigest++;
            }
        }
    }

    private void finished(TransferEvent.Finished finished) {
        Outcome outcome = finished.outcome();
        if (outcome instanceof Outcome.Done) {
            doneFiles++;
            doneBytes += finished.file().size();
            backlog--;
        } else if (outcome instanceof Outcome.Skipped why) {
            skipped.merge(why.reason(), 1L, Long::sum);
        } else if (outcome instanceof Outcome.Failed why) {
            failed(why.why());
            if (finished.file() instanceof PlannedFile.ToMove && inFlight > 0) {
                inFlight--;
            }
        } else if (outcome instanceof Outcome.Unregistered why) {
            unregistered++;
            backlog--;
            codes.add(ExitCode.UNREGISTERED);
            ExitCode cause = ExitCode.ofFile(why.why().kind());
            if (cause != ExitCode.FILES_FAILED) {
                codes.add(cause);
            }
        }
    }

    private void failed(TransferException why) {
        failed++;
        codes.add(ExitCode.ofFile(why.kind()));
    }

    /** All codes that apply; see {@link ExitCode#gravest}. */
    Set<ExitCode> codes(boolean interrupted) {
        Set<ExitCode> all = EnumSet.noneOf(ExitCode.class);
        all.addAll(codes);
        if (interrupted) {
            all.add(ExitCode.INTERRUPTED);
        }
        boolean matched = plannedFiles > 0 || skipped(Reason.SAME) > 0 || skipped(Reason.CONFLICT) > 0;
        if (all.isEmpty() && !matched) {
            all.add(ExitCode.NOTHING_MATCHED);
        }
        return all;
    }

    long skipped(Reason reason) {
        return skipped.getOrDefault(reason, 0L);
    }

    Map<Reason, Long> skipped() {
        return skipped;
    }

    Set<String> verifications() {
        return verifications;
    }

    long plannedFiles() {
        return plannedFiles;
    }

    long plannedBytes() {
        return plannedBytes;
    }

    long movedBytes() {
        return movedBytes;
    }

    long doneFiles() {
        return doneFiles;
    }

    long doneBytes() {
        return doneBytes;
    }

    long failed() {
        return failed;
    }

    long unregistered() {
        return unregistered;
    }

    long retries() {
        return retries + storageRetries.getAsLong();
    }

    long sessions() {
        return sessions;
    }

    long inFlight() {
        return Math.max(0, inFlight);
    }

    /** Verified files that are not finished: they wait for their registration or their final name. */
    long backlog() {
        return Math.max(0, backlog);
    }

    /** Originals that were removed. */
    long sourcesRemoved() {
        return sourcesRemoved;
    }

    /** Originals that should have been removed, and could not be shown to be safe. */
    long sourcesKept() {
        return sourcesKept;
    }

    /** Planned files of which nobody knows a digest beforehand. */
    long withoutDigest() {
        return withoutDigest;
    }
}
