package org.alyxtransfer.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

class FolderSyncsTest {
    private static final Path FOLDER = Path.of("/data/001");
    private static final FilePath FILE = FilePath.of("001/spikes.times.npy");
    private static final Duration LONG = Duration.ofSeconds(10);

    private final Scheduler disk = LocalStorage.newDiskScheduler(2);
    private final Queue<Path> flushed = new ConcurrentLinkedQueue<>();
    private final CountDownLatch began = new CountDownLatch(1);
    private final CountDownLatch mayEnd = new CountDownLatch(1);

    @AfterEach
    void end() {
        mayEnd.countDown();
        disk.dispose();
    }

    @Test
    void namesThatComeDuringAFlushShareTheNext() throws InterruptedException {
        FolderSyncs syncs = syncs(this::firstOneWaits);
        CompletableFuture<Void> first = start(syncs.sync(FOLDER, FILE));
        began.await();
        List<CompletableFuture<Void>> others = Stream.generate(
                        () -> syncs.sync(FOLDER, FILE).toFuture())
                .limit(5)
                .toList();

        assertThat(others).noneMatch(CompletableFuture::isDone);
        mayEnd.countDown();
        first.join();
        others.forEach(CompletableFuture::join);

        assertThat(flushed).containsExactly(FOLDER, FOLDER);
    }

    @Test
    void aFailureIsOfThoseWhoseFlushItWas() throws InterruptedException {
        FolderSyncs syncs = syncs(folder -> {
            firstOneWaits(folder);
            if (flushed.size() == 2) {
                throw new IOException("Input/output error");
            }
        });
        CompletableFuture<Void> first = start(syncs.sync(FOLDER, FILE));
        began.await();
        CompletableFuture<Void> second = syncs.sync(FOLDER, FILE).toFuture();
        mayEnd.countDown();

        assertThat(first).succeedsWithin(LONG);
        assertThatThrownBy(second::join)
                .hasRootCauseInstanceOf(IOException.class)
                .hasCauseInstanceOf(TransferException.class)
                .hasMessageContaining(FILE.value());
        syncs.sync(FOLDER, FILE).block(LONG);
        assertThat(flushed).hasSize(3);
    }

    @Test
    void otherFoldersDoNotWait() throws InterruptedException {
        FolderSyncs syncs = syncs(this::firstOneWaits);
        CompletableFuture<Void> first = start(syncs.sync(FOLDER, FILE));
        began.await();
        Path other = Path.of("/data/002");

        start(syncs.sync(other, FILE)).join();

        assertThat(first).isNotDone();
        assertThat(flushed).containsExactly(FOLDER, other);
    }

    private FolderSyncs syncs(FolderSyncs.Flush flush) {
        return new FolderSyncs(new DiskIo(disk), flush);
    }

    private CompletableFuture<Void> start(Mono<Void> sync) {
        return sync.subscribeOn(disk).toFuture();
    }

    private void firstOneWaits(Path folder) {
        flushed.add(folder);
        if (flushed.size() > 1) {
            return;
        }
        began.countDown();
        try {
            mayEnd.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
