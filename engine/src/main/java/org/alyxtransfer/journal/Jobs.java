package org.alyxtransfer.journal;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.JobSummary.State;

/**
 * The jobs of a user: one folder each, one process at a time. All of it blocks.
 *
 * <p>A command continues the open job of the same description; when there is none, or the last one is done, it begins
 * another. A journal that cannot be read refuses only its own job.
 */
public final class Jobs {
    private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss");
    private static final int STAMP_LENGTH = 15;

    private final Path folder;

    /**
     * @param state the user's state folder; jobs lie in {@code jobs} below it
     */
    public Jobs(Path state) {
        this.folder = state.resolve("jobs");
    }

    /**
     * Continues the open job of this description, or begins one. Fails with {@code BUSY} while another process works on
     * it, and as {@link SqliteJournal#open} does.
     */
    public Job open(JobDescription what) {
        JobFolder.createAll(folder);
        SqliteLibrary.unpackInto(folder.resolveSibling("native"));
        ProcessLock everyone = JobFolder.lock(folder.resolve("lock")); // two first runs must not begin two jobs
        try {
            Optional<JobFolder> there = unfinished(what);
            return work(there.orElseGet(() -> begin(what)), what);
        } finally {
            everyone.close();
        }
    }

    /**
     * Continues this very job. Fails with {@code INVALID} when it is done, or when the description is another's: some
     * setting has changed since.
     */
    public Job resume(String id, JobDescription what) {
        JobSummary there = find(id);
        if (there.state() == State.DONE) {
            throw new TransferException(Kind.INVALID, "job " + id, "is done; there is nothing to go on with");
        }
        if (there.what().isPresent() && !there.what().get().identity().equals(what.identity())) {
            throw new TransferException(
                    Kind.INVALID,
                    "job " + id,
                    "was begun with other settings (" + there.what().get().differences(what)
                            + "); nothing was done. Set them as they were, or run the command itself");
        }
        return work(folder(id), what);
    }

    /** Removes the done jobs of the same description that came before this one: the last one tells all that is known. */
    public void forgetEarlier(String id) {
        int key = STAMP_LENGTH + 1;
        String kind = id.substring(key, key + JobDescription.KEY_DIGITS);
        for (JobFolder job : folders()) {
            boolean earlier = job.id().startsWith(kind, key) && job.id().compareTo(id) < 0;
            if (earlier && JobReports.summary(job).state() == State.DONE) {
                job.delete();
            }
        }
    }

    /** All jobs, the oldest first. */
    public List<JobSummary> list() {
        return folders().stream().map(JobReports::summary).toList();
    }

    /** Fails with {@code NOT_FOUND}. */
    public JobSummary find(String id) {
        return JobReports.summary(folder(id));
    }

    /** Hands over each file that has ended, session by session. */
    public void ended(String id, BiConsumer<SessionPath, FinishedFile> file) {
        JobReports.ended(folder(id), file);
    }

    /** Files that are on their way, so many at most; with what keeps them, where that is known. */
    public List<FileProgress> unfinished(String id, int most) {
        return JobReports.unfinished(folder(id), most);
    }

    /**
     * Removes a job's journal; files that it has staged stay hidden where they are. Fails with {@code BUSY} while a process
     * works on it.
     */
    public void remove(String id) {
        JobFolder job = folder(id);
        ProcessLock lock = job.tryLock().orElseThrow(() -> busy(job));
        try {
            job.delete();
        } finally {
            lock.close();
        }
    }

    private Optional<JobFolder> unfinished(JobDescription what) {
        for (JobFolder job : folders()) {
            if (job.id().contains("-" + what.key()) && JobReports.mayBe(job, what)) {
                return Optional.of(job);
            }
        }
        return Optional.empty();
    }

    private JobFolder begin(JobDescription what) {
        String name = STAMP.withZone(ZoneId.systemDefault()).format(Instant.now()) + "-" + what.key();
        JobFolder job = new JobFolder(folder.resolve(name));
        for (int i = 2; !job.create(); i++) {
            job = new JobFolder(folder.resolve(name + "-" + i));
        }
        return job;
    }

    private Job work(JobFolder job, JobDescription what) {
        ProcessLock lock = job.tryLock().orElseThrow(() -> busy(job));
        try {
            return new Job(job, lock, SqliteJournal.open(job.journal(), JobNotes.of(what, Instant.now())));
        } catch (TransferException e) {
            lock.close();
            throw e;
        }
    }

    private JobFolder folder(String id) {
        JobFolder job = new JobFolder(folder.resolve(id));
        if (!id.matches("[A-Za-z0-9-]+") || !Files.isDirectory(job.path())) {
            throw new TransferException(
                    Kind.NOT_FOUND, "job " + id, "there is no such job; 'alyx-transfer jobs list' tells them");
        }
        return job;
    }

    private List<JobFolder> folders() {
        List<JobFolder> found = new ArrayList<>();
        if (!Files.isDirectory(folder)) {
            return found;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (Files.isDirectory(entry)) {
                    found.add(new JobFolder(entry));
                }
            }
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, folder.toString(), "cannot be listed: " + e, e);
        }
        found.sort((a, b) -> a.id().compareTo(b.id()));
        return found;
    }

    private static TransferException busy(JobFolder job) {
        return new TransferException(
                Kind.BUSY,
                "job " + job.id(),
                "another alyx-transfer is working on it; nothing was done here. Wait for it, or stop it with Ctrl-C");
    }

    /** The state of a job whose journal says whether it is done. */
    static State state(JobFolder job, boolean done) {
        if (job.isLocked()) {
            return State.RUNNING;
        }
        return done ? State.DONE : State.OPEN;
    }
}
