package org.alyxtransfer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessLockTest {
    @TempDir
    Path folder;

    @Test
    void aSecondAttemptInThisProcessLeavesTheLockToItsHolder() throws IOException {
        Path file = folder.resolve("lock");
        try (ProcessLock first = ProcessLock.take(file)) {
            assertThat(ProcessLock.tryTake(file)).isEmpty();

            assertThat(LockTaker.canTake(file)).isFalse();
        }
        assertThat(LockTaker.canTake(file)).isTrue();
    }

    @Test
    void lookingWhetherAJobIsLockedLeavesTheLockToItsHolder() throws IOException {
        JobFolder job = new JobFolder(folder.resolve("job"));
        job.create();
        try (ProcessLock held = job.tryLock().orElseThrow()) {
            assertThat(job.isLocked()).isTrue();

            assertThat(LockTaker.canTake(job.path().resolve("lock"))).isFalse();
        }
    }

    @Test
    void anotherNameOfTheFolderIsTheSameLock() throws IOException {
        Path other = Files.createSymbolicLink(folder.resolve("other"), Files.createDirectory(folder.resolve("one")));
        try (ProcessLock first = ProcessLock.take(folder.resolve("one").resolve("lock"))) {
            assertThat(ProcessLock.tryTake(other.resolve("lock"))).isEmpty();
        }
    }

    @Test
    void whoIsPatientGetsItWhenItIsGivenBack() throws IOException {
        Path file = folder.resolve("lock");
        ProcessLock first = ProcessLock.take(file);
        CompletableFuture<Void> second = CompletableFuture.runAsync(() -> {
            try {
                ProcessLock.take(file).close();
            } catch (IOException e) {
                throw new IllegalStateException(e);
            }
        });
        assertThat(second).isNotDone();

        first.close();

        await().until(second::isDone);
        assertThat(second).isCompleted();
    }
}
