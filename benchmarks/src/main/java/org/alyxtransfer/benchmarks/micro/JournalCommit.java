package org.alyxtransfer.benchmarks.micro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.SqliteJournal;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** So many files go through the journal from start to end, in one commit; in the folder for temporary files. */
@State(Scope.Thread)
public class JournalCommit {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");

    @Param({"1", "64", "1024"})
    public int files = 1;

    private @Nullable Path folder;
    private @Nullable SqliteJournal journal;
    private @Nullable FileChannel raw;
    private long number;

    @Setup
    public void open() throws IOException {
        Path made = Files.createTempDirectory("journal");
        folder = made;
        journal = SqliteJournal.open(made.resolve("journal.sqlite"));
        raw = FileChannel.open(made.resolve("raw"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    }

    @Benchmark
    public void commit() {
        List<JournalEntry> entries = new ArrayList<>();
        for (int i = 0; i < files; i++) {
            addSteps(entries);
        }
        Objects.requireNonNull(journal).append(entries).block();
    }

    /** The limit: the same disk made to write 4 KiB for good. */
    @Benchmark
    public void flushOnly() throws IOException {
        FileChannel channel = Objects.requireNonNull(raw);
        channel.write(ByteBuffer.allocate(4096));
        channel.force(false);
    }

    private void addSteps(List<JournalEntry> entries) {
        FilePath name = FilePath.of("alf/probe00/spikes.times" + number++ + ".npy");
        FileKey file = new FileKey(SESSION, name);
        FilePath staging = SESSION.folder().resolve(FilePath.of(".at-" + number + ".part"));
        FilePath target = SESSION.folder().resolve(name);
        entries.add(new JournalEntry.Started(file, staging, target, 1000, Instant.EPOCH, true, OnExisting.FAIL));
        entries.add(new JournalEntry.Verified(file, new StagedFile(staging, 1000), Set.of()));
        entries.add(new JournalEntry.Published(file, target));
        entries.add(new JournalEntry.Ended(file, "done"));
    }

    @TearDown
    public void close() throws IOException {
        Objects.requireNonNull(journal).close();
        Objects.requireNonNull(raw).close();
        try (Stream<Path> left = Files.walk(Objects.requireNonNull(folder))) {
            for (Path path : left.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
