package org.alyxtransfer.journal;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/**
 * A job as it stands, for people and programs.
 *
 * @param what empty when the journal cannot be read
 * @param runs how often it was begun or continued
 * @param steps files on their way, by their last durable step
 * @param outcomes files that ended, by outcome
 * @param trouble why its journal cannot be read; "" when it can
 * @param journalBytes on the disk
 */
public record JobSummary(
        String id,
        State state,
        Optional<JobDescription> what,
        Optional<Instant> created,
        Optional<Instant> lastRun,
        int runs,
        Map<String, FileCount> steps,
        Map<String, FileCount> outcomes,
        String trouble,
        long journalBytes) {

    /** Whether there is something left to do. */
    public enum State {
        /** It was stopped, or some files failed: the same command, or {@code jobs resume}, goes on. */
        OPEN,
        /** A process works on it now. */
        RUNNING,
        DONE,
        /** Its journal cannot be read. */
        DAMAGED
    }

    static JobSummary damaged(String id, State state, String trouble, long journalBytes) {
        return new JobSummary(
                id,
                state,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Map.of(),
                Map.of(),
                trouble,
                journalBytes);
    }

    /** Files on their way and ended together. */
    public FileCount files() {
        return new FileCount(
                sum(steps).files() + sum(outcomes).files(),
                sum(steps).bytes() + sum(outcomes).bytes());
    }

    public FileCount onTheirWay() {
        return sum(steps);
    }

    public FileCount ended() {
        return sum(outcomes);
    }

    private static FileCount sum(Map<String, FileCount> counts) {
        return new FileCount(
                counts.values().stream().mapToLong(FileCount::files).sum(),
                counts.values().stream().mapToLong(FileCount::bytes).sum());
    }
}
