package org.alyxtransfer.hash;

import static org.alyxtransfer.hash.Md5Test.hex;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

class SideBySideTest {
    private final AtomicInteger released = new AtomicInteger();
    private final VirtualTimeScheduler time = VirtualTimeScheduler.create();

    @BeforeEach
    void onlyWithTheNativeCode() {
        assumeTrue(Md5Blocks.areNative());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 8, 9, 20})
    void eachOfManyFilesHasTheDigestOfTheJdk(int files) {
        Random random = new Random(files);
        List<List<ByteBuffer>> contents = new ArrayList<>();
        for (int file = 0; file < files; file++) {
            contents.add(chunks(random, 1 + random.nextInt(12)));
        }
        SideBySide together = new SideBySide(Schedulers.parallel());

        List<String> digests = Flux.fromIterable(contents)
                .flatMapSequential(chunks -> digest(together, chunks), files, 1)
                .collectList()
                .block(Duration.ofSeconds(30));

        assertThat(digests).isEqualTo(contents.stream().map(SideBySideTest::jdk).toList());
        assertThat(released).hasValue(contents.stream().mapToInt(List::size).sum());
    }

    @Test
    void aChunkWaitsForThoseOfOthersButNotForLong() {
        SideBySide together = twoFiles();
        List<String> done = waitingChunkOf(together);

        time.advanceTimeBy(Duration.ofMillis(1));
        assertThat(done).isEmpty();
        time.advanceTimeBy(Duration.ofMillis(1));

        assertThat(done).containsExactly("hashed");
    }

    @Test
    void nobodyWaitsForAFileThatHasLeft() {
        SideBySide together = twoFiles();
        List<String> done = waitingChunkOf(together);

        together.leave();
        time.advanceTime();

        assertThat(done).containsExactly("hashed");
    }

    /** Native code would read somewhere else. */
    @Test
    void memoryOfTheHeapIsRefused() {
        assertThatThrownBy(() -> twoFiles().update((Md5) Md5.create(), ByteBuffer.allocate(100), () -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theBytesOfACancelledFileAreReleasedOnceTheyAreHashed() {
        SideBySide together = twoFiles();
        Disposable file = together.update((Md5) Md5.create(), ByteBuffer.allocateDirect(100), released::incrementAndGet)
                .subscribe();

        file.dispose();
        assertThat(released).hasValue(0);
        time.advanceTimeBy(Duration.ofMillis(2));

        assertThat(released).hasValue(1);
    }

    @Test
    void theChunksOfALoneFileStayOnOneThread() {
        Scheduler cpu = Schedulers.newParallel("hashing", 2);
        SideBySide together = new SideBySide(cpu);
        together.join();
        Md5 md5 = (Md5) Md5.create();
        Set<String> threads = ConcurrentHashMap.newKeySet();

        Flux.fromIterable(chunks(new Random(1), 20))
                .concatMap(
                        chunk -> together.update(
                                md5,
                                chunk,
                                () -> threads.add(Thread.currentThread().getName())),
                        1)
                .blockLast(Duration.ofSeconds(30));
        cpu.dispose();

        assertThat(threads).hasSize(1);
    }

    @Test
    void threadsThatAreGoneFailTheFileAndReleaseItsBytes() {
        Scheduler gone = Schedulers.newParallel("gone", 1);
        gone.dispose();
        SideBySide together = new SideBySide(gone);
        together.join();
        together.join();

        StepVerifier.create(
                        together.update((Md5) Md5.create(), ByteBuffer.allocateDirect(100), released::incrementAndGet))
                .verifyError(RejectedExecutionException.class);

        assertThat(released).hasValue(1);
    }

    private SideBySide twoFiles() {
        SideBySide together = new SideBySide(time);
        together.join();
        together.join();
        return together;
    }

    private static List<String> waitingChunkOf(SideBySide together) {
        List<String> done = new ArrayList<>();
        together.update((Md5) Md5.create(), ByteBuffer.allocateDirect(100), () -> {})
                .subscribe(any -> {}, any -> {}, () -> done.add("hashed"));
        return done;
    }

    private Mono<String> digest(SideBySide together, List<ByteBuffer> chunks) {
        return Mono.defer(() -> {
            Md5 md5 = (Md5) Md5.create();
            together.join();
            return Flux.fromIterable(chunks)
                    .concatMap(chunk -> together.update(md5, chunk.duplicate(), released::incrementAndGet), 1)
                    .then(Mono.fromCallable(() -> {
                        together.leave();
                        return hex(md5.digest());
                    }));
        });
    }

    private static List<ByteBuffer> chunks(Random random, int count) {
        List<ByteBuffer> chunks = new ArrayList<>();
        for (int chunk = 0; chunk < count; chunk++) {
            byte[] bytes = new byte[random.nextInt(random.nextBoolean() ? 200 : 200_000)];
            random.nextBytes(bytes);
            chunks.add(ByteBuffer.allocateDirect(bytes.length).put(bytes).flip());
        }
        return chunks;
    }

    private static String jdk(List<ByteBuffer> chunks) {
        try {
            var md5 = java.security.MessageDigest.getInstance("MD5");
            chunks.forEach(chunk -> md5.update(chunk.duplicate()));
            return hex(md5.digest());
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
