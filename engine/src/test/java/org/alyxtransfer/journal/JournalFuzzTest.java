package org.alyxtransfer.journal;

import static org.alyxtransfer.journal.JournalContract.ID;
import static org.alyxtransfer.journal.JournalContract.SENT;
import static org.alyxtransfer.journal.JournalContract.SESSION;
import static org.alyxtransfer.journal.JournalContract.SUM;
import static org.alyxtransfer.journal.JournalContract.started;
import static org.alyxtransfer.journal.JournalContract.verified;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Broken journals, by a seed that is printed: each is read or refused in words, by those who look and by those who go on
 * with it. {@code -Dfuzz.seed} repeats a run, {@code -Dfuzz.cases} lengthens it; as each case opens a database, one of a
 * hundred is run.
 */
@Tag("fuzz")
class JournalFuzzTest {
    private static final int CASES = Integer.getInteger("fuzz.cases", 40_000) / 100;
    private static final long SEED = Long.getLong("fuzz.seed", 20_261_125L);

    @TempDir
    Path state;

    private Path journal;
    private String id = "";
    private byte[] whole = {};

    @BeforeEach
    void write() throws IOException {
        Jobs jobs = new Jobs(state);
        try (Job job = jobs.open(what())) {
            id = job.id();
            for (int i = 0; i < 60; i++) {
                job.journal().append(steps(i)).block();
            }
        }
        journal = state.resolve("jobs").resolve(id).resolve("journal.db");
        whole = Files.readAllBytes(journal);
    }

    @Test
    void everyBrokenJournalIsReadOrRefusedInWords() throws IOException {
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < CASES; i++) {
            clear();
            Files.write(journal, broken(new Random(SEED + i)));
            try {
                outcomes.merge(use(), 1, Integer::sum);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("fuzz.seed=" + (SEED + i) + " fuzz.cases=100", e);
            }
        }
        System.out.println("fuzz.seed=" + SEED + ", " + CASES + " broken journals: " + outcomes);
        assertThat(outcomes).containsKeys("read", Kind.INVALID.name());
    }

    /** Looks at it, as the jobs commands do, then goes on with it; what that came to. */
    private String use() {
        Jobs jobs = new Jobs(state);
        jobs.list().forEach(job -> assertThat(job.trouble()).isNotNull());
        Map<Kind, String> refusals = new EnumMap<>(Kind.class);
        attempt(
                refusals,
                () -> jobs.ended(id, (session, file) -> assertThat(file).isNotNull()));
        attempt(refusals, () -> assertThat(jobs.unfinished(id, 1_000)).isNotNull());
        attempt(refusals, () -> goOn(jobs));
        return refusals.isEmpty() ? "read" : refusals.keySet().iterator().next().name();
    }

    private static void goOn(Jobs jobs) {
        try (Job job = jobs.open(what())) {
            Journal open = job.journal();
            List<SessionPath> sessions =
                    open.unfinishedSessions().collectList().blockOptional().orElseThrow();
            for (SessionPath session : sessions) {
                open.unfinished(session).collectList().block();
                open.finished(session).collectList().block();
                open.asked(session).block();
            }
            open.append(steps(1_000)).block();
        }
    }

    private static void attempt(Map<Kind, String> refusals, Runnable work) {
        try {
            work.run();
        } catch (TransferException e) {
            assertThat(e.kind()).as(e.toString()).isEqualTo(Kind.INVALID);
            assertThat(e).hasMessageContaining("journal");
            refusals.put(e.kind(), String.valueOf(e.getMessage()));
        }
    }

    private byte[] broken(Random random) {
        byte[] bytes = random.nextInt(8) == 0 ? Arrays.copyOf(whole, random.nextInt(whole.length)) : whole.clone();
        for (int i = random.nextInt(12); i >= 0 && bytes.length > 0; i--) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(Math.min(200, bytes.length));
            int length = Math.min(bytes.length - at, 1 + random.nextInt(random.nextInt(4) == 0 ? 600 : 3));
            byte[] other = new byte[length];
            random.nextBytes(other);
            if (random.nextInt(3) == 0) { // from elsewhere in it: texts and numbers that might stand here
                int from = random.nextInt(whole.length - length);
                System.arraycopy(whole, from, other, 0, length);
            }
            System.arraycopy(other, 0, bytes, at, length);
        }
        return bytes;
    }

    private void clear() throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(state.resolve("jobs").resolve(id))) {
            for (Path file : files) {
                Files.delete(file);
            }
        }
        try (DirectoryStream<Path> jobs = Files.newDirectoryStream(state.resolve("jobs"), "2*")) {
            for (Path other : jobs) {
                if (!other.getFileName().toString().equals(id)) {
                    new JobFolder(other).delete(); // begun where the description could not be read any more
                }
            }
        }
    }

    private static List<JournalEntry> steps(int number) {
        FileKey file = new FileKey(SESSION, FilePath.of("alf/probe%02d/spikes.times.npy".formatted(number)));
        List<JournalEntry> all = List.of(
                started(file),
                new JournalEntry.Reached(file, 64, SUM, "begun"),
                verified(file),
                new JournalEntry.Registering(file, number, SENT),
                new JournalEntry.Registered(file, ID),
                new JournalEntry.Ended(file, "Done"));
        return all.subList(0, 1 + number % all.size());
    }

    private static JobDescription what() {
        return new JobDescription("upload", new TreeMap<>(Map.of("folders", "rig")), List.of("upload", "rig"), "home");
    }
}
