package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.SqliteJournal;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * What the journal alone sustains: files that do nothing but write down all steps of an upload, each step acknowledged
 * before the next, so many files at once; and how large the journal is in the end.
 */
public final class RunJournal {
    private static final int FILES = 100_000;
    private static final int FILES_A_SESSION = 250;
    private static final int STEPS = 5;
    private static final Checksum SUM = new Checksum(Algorithm.MD5, "0123456789abcdef0123456789abcdef");

    private RunJournal() {}

    /**
     * Prints a Markdown table.
     *
     * @param arguments how many files; none: 100,000
     */
    public static void main(String[] arguments) throws IOException {
        int files = arguments.length == 0 ? FILES : Integer.parseInt(arguments[0]);
        String warmingUp = run(Math.min(files, 20_000), 64);
        System.err.println("warming up: " + warmingUp);
        System.out.println("| files at once | files/s | steps/s | the journal then, bytes a file | opened again in |");
        System.out.println("|---|---|---|---|---|");
        for (int atOnce : new int[] {1, 8, 64, 256}) {
            System.out.println(run(atOnce == 1 ? files / 10 : files, atOnce));
        }
    }

    private static String run(int files, int atOnce) throws IOException {
        Path folder = Files.createTempDirectory("journal");
        Path file = folder.resolve("journal.db");
        try {
            long begun = System.nanoTime();
            try (SqliteJournal journal = SqliteJournal.open(file)) {
                Flux.range(0, files)
                        .flatMap(i -> upload(journal, i), atOnce, 1)
                        .then()
                        .block();
            }
            double seconds = (System.nanoTime() - begun) / 1e9;
            long size = Files.size(file);
            long opening = System.nanoTime();
            SqliteJournal.open(file).close();
            return String.format(
                    Locale.ROOT,
                    "| %d | %,.0f | %,.0f | %,.0f (%,d files) | %d ms |",
                    atOnce,
                    files / seconds,
                    STEPS * files / seconds,
                    (double) size / files,
                    files,
                    Duration.ofNanos(System.nanoTime() - opening).toMillis());
        } finally {
            try (Stream<Path> left = Files.walk(folder)) {
                for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(path);
                }
            }
        }
    }

    private static Mono<Void> upload(SqliteJournal journal, int number) {
        SessionPath session = SessionPath.parse("COGP-%03d/2022-01-11/001".formatted(number / FILES_A_SESSION));
        FilePath name = FilePath.of("alf/probe00/spikes.times%d.npy".formatted(number));
        FileKey file = new FileKey(session, name);
        FilePath staging = session.folder().resolve(FilePath.of(".at-0123456789abcdef0123.part"));
        FilePath target = session.folder().resolve(name);
        return Flux.<List<JournalEntry>>just(
                        List.of(new JournalEntry.Started(
                                file, staging, target, 1_000, Instant.EPOCH, true, OnExisting.FAIL)),
                        List.of(new JournalEntry.Verified(file, new StagedFile(staging, 1_000), Set.of(SUM))),
                        List.of(new JournalEntry.Registering(file, number, Instant.EPOCH)),
                        List.of(new JournalEntry.Registered(file, new UUID(number, number))),
                        List.of(new JournalEntry.Published(file, target), new JournalEntry.Ended(file, "Done")))
                .concatMap(journal::append, 1)
                .then();
    }
}
