package org.alyxtransfer.journal;

import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.journal.JobSummary.State;

/** Looks at journals without changing them, also while another process writes them. Blocks. */
final class JobReports {
    private JobReports() {}

    static JobSummary summary(JobFolder job) {
        long bytes = job.bytes();
        try {
            return look(job, reading -> summary(job, reading, bytes));
        } catch (TransferException e) {
            return JobSummary.damaged(
                    job.id(), job.isLocked() ? State.RUNNING : State.DAMAGED, String.valueOf(e.getMessage()), bytes);
        }
    }

    static List<FileProgress> unfinished(JobFolder job, int most) {
        return look(job, reading -> reading.unfinished(most));
    }

    static void ended(JobFolder job, BiConsumer<SessionPath, FinishedFile> file) {
        boolean told = look(job, reading -> {
            for (SessionPath session : reading.sessions()) {
                reading.finished(session).forEach(ended -> file.accept(session, ended));
            }
            return true;
        });
        assert told;
    }

    /** Whether the job is open and does what is described; of a job that cannot be read, that is to be feared. */
    static boolean mayBe(JobFolder job, JobDescription what) {
        try {
            return look(job, reading -> {
                JobNotes notes = new JobNotes(reading.job());
                return !notes.isDone() && notes.description().identity().equals(what.identity());
            });
        } catch (TransferException e) {
            return true; // opening it for writing says what is wrong
        }
    }

    /** What is read from a journal. */
    private interface Look<T> {
        T at(JournalReading reading) throws SQLException;
    }

    private static <T> T look(JobFolder job, Look<T> look) {
        Path file = job.journal();
        if (!Files.exists(file)) {
            throw JournalErrors.damaged(file, "it is missing", new FileNotFoundException(file.toString()));
        }
        SqliteLibrary.unpackInto(job.path().resolveSibling("../native").normalize());
        try (Connection connection = SqliteJournal.connect(file, true)) {
            int version = JournalSchema.check(connection, file);
            if (version == 0) {
                throw JournalErrors.damaged(file, "it is empty", new SQLException("no tables"));
            }
            return look.at(new JournalReading(connection, file));
        } catch (SQLException e) {
            throw JournalErrors.explain(e, file);
        } catch (IllegalArgumentException e) {
            throw JournalErrors.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static JobSummary summary(JobFolder job, JournalReading reading, long bytes) throws SQLException {
        JobNotes notes = new JobNotes(reading.job());
        return new JobSummary(
                job.id(),
                Jobs.state(job, notes.isDone()),
                Optional.of(notes.description()),
                notes.time("created"),
                notes.time("ended"),
                notes.runs(),
                reading.steps(),
                reading.outcomes(),
                "",
                bytes);
    }
}
