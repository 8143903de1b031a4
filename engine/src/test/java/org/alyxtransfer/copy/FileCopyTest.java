package org.alyxtransfer.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.alyxtransfer.copy.CopyStep.Moved;
import org.alyxtransfer.copy.CopyStep.Reached;
import org.alyxtransfer.copy.CopyStep.Verified;
import org.alyxtransfer.copy.KeptBytes.Proof;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.Start;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

class FileCopyTest {
    private static final int CHUNK = MemoryStorage.DEFAULT_LIMITS.chunkBytes();
    private static final FilePath FROM = FilePath.of("alf/spikes.times.npy");
    private static final FilePath STAGING = FilePath.of("there/.part");

    private final MemoryBudget budget = new MemoryBudget(6L * CHUNK);
    private final MemoryStorage source = new MemoryStorage(budget);
    private final MemoryStorage destination = new MemoryStorage(budget);
    private final FileCopy copy = new FileCopy(budget, Schedulers.parallel());

    @AfterEach
    void allMemoryIsBack() {
        Awaitility.await()
                .untilAsserted(() -> assertThat(budget.reservedBytes()).isZero());
    }

    @Test
    void aLargeFileArrivesWholeWithTheDigestsAskedFor() throws Exception {
        byte[] content = seeded(20 * CHUNK + 77);

        List<CopyStep> steps = run(request(Algorithm.MD5, Algorithm.SHA256));

        assertThat(last(steps).checksums())
                .containsExactlyInAnyOrder(sum(Algorithm.MD5, content), sum(Algorithm.SHA256, content));
        assertThat(moved(steps)).isEqualTo(content.length);
        assertThat(Seeds.read(destination, STAGING, budget)).isEqualTo(content);
    }

    @Test
    void aFileOfOneChunkArrivesInOnePiece() throws Exception {
        byte[] content = seeded(CHUNK);

        List<CopyStep> steps = run(request(Algorithm.MD5));

        assertThat(steps)
                .containsExactly(
                        new Moved(CHUNK),
                        new Verified(
                                new StagedFile(STAGING, CHUNK),
                                Set.of(sum(Algorithm.MD5, content)),
                                Verification.STREAM));
    }

    @Test
    void anEmptyFileHasTheDigestOfNothing() {
        seeded(0);

        Verified verified = last(run(request(Algorithm.MD5)));

        assertThat(verified.checksums())
                .containsExactly(new Checksum(Algorithm.MD5, "d41d8cd98f00b204e9800998ecf8427e"));
    }

    @Test
    void anotherDigestThanExpectedLeavesNothingStaged() throws Exception {
        seeded(3 * CHUNK);
        CopyRequest request = request(Algorithm.MD5)
                .expecting(3L * CHUNK, Seeds.TIME, Optional.of(sum(Algorithm.MD5, new byte[] {1})));

        assertKind(copy.copy(source, destination, request), Kind.CORRUPT);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    @Test
    void anotherSizeThanExpectedIsRefusedBeforeAnythingIsWritten() {
        seeded(10);

        assertKind(
                copy.copy(source, destination, request(Algorithm.MD5).expecting(11, Seeds.TIME, Optional.empty())),
                Kind.SOURCE_CHANGED);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    @Test
    void aSmallFileIsCopiedAtOnceAsItWasSeen() throws Exception {
        byte[] content = seeded(10);

        List<CopyStep> steps = run(seen(10, Seeds.TIME));

        assertThat(last(steps).checksums()).containsExactly(sum(Algorithm.MD5, content));
        assertThat(Seeds.read(destination, STAGING, budget)).isEqualTo(content);
    }

    @Test
    void aSmallFileThatWasOnlyTouchedSinceItWasSeenIsCopiedAsItIs() throws Exception {
        byte[] content = seeded(10);

        List<CopyStep> steps = run(seen(10, Seeds.TIME.minusSeconds(60)));

        assertThat(last(steps).checksums()).containsExactly(sum(Algorithm.MD5, content));
        assertThat(Objects.requireNonNull(destination.stat(STAGING).block()).modified())
                .isEqualTo(Seeds.TIME);
    }

    @Test
    void aSmallFileThatHasGrownSinceItWasSeenIsRefused() {
        seeded(10);

        assertKind(copy.copy(source, destination, seen(9, Seeds.TIME)), Kind.SOURCE_CHANGED);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    private static CopyRequest seen(long size, Instant modified) {
        return request(Algorithm.MD5)
                .expecting(size, modified, Optional.empty())
                .seen();
    }

    @Test
    void aSourceThatIsReplacedMeanwhileIsNotTakenForTheOldOne() {
        seeded(12 * CHUNK);
        Flux<CopyStep> replaced = copy.copy(source, destination, request(Algorithm.MD5))
                .concatMap(
                        step -> Mono.fromRunnable(() -> Seeds.put(source, FROM.value(), new byte[12 * CHUNK + 1]))
                                .subscribeOn(Schedulers.boundedElastic())
                                .thenReturn(step),
                        1);

        assertKind(replaced, Kind.SOURCE_CHANGED);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    @Test
    void bytesOfAnEarlierAttemptAreNotSentAgain() throws Exception {
        byte[] content = seeded(9 * CHUNK + 5);
        Seeds.leaveStaged(destination, STAGING, Arrays.copyOf(content, 4 * CHUNK + 1));
        CopyRequest request = request(Algorithm.MD5)
                .expecting(content.length, Seeds.TIME, Optional.of(sum(Algorithm.MD5, content)))
                .resuming();

        List<CopyStep> steps = run(request);

        assertThat(moved(steps)).isEqualTo(5L * CHUNK + 4);
        assertThat(Seeds.read(destination, STAGING, budget)).isEqualTo(content);
    }

    @Test
    void wrongBytesOfAnEarlierAttemptAreFoundAndSentAfresh() throws Exception {
        byte[] content = seeded(9 * CHUNK + 5);
        Seeds.leaveStaged(destination, STAGING, new byte[4 * CHUNK]);
        CopyRequest request = request(Algorithm.MD5)
                .expecting(content.length, Seeds.TIME, Optional.of(sum(Algorithm.MD5, content)))
                .resuming();

        List<CopyStep> steps = run(request);

        assertThat(last(steps).checksums()).contains(sum(Algorithm.MD5, content));
        assertThat(Seeds.read(destination, STAGING, budget)).isEqualTo(content);
    }

    @Test
    void aMarkWithoutABeginningIsFollowedByOthersWithoutOne() throws Exception {
        byte[] content = seeded(9 * CHUNK + 5);
        byte[] there = Arrays.copyOf(content, 4 * CHUNK);
        Seeds.leaveStaged(destination, STAGING, there);
        CopyRequest request = request(Algorithm.MD5)
                .expecting(content.length, Seeds.TIME, Optional.empty())
                .marking(CHUNK)
                .resumingAfter(new KeptBytes(there.length, sum(Algorithm.MD5, there), "", Proof.SOURCE));

        List<CopyStep> steps = run(request);

        assertThat(moved(steps)).isEqualTo(content.length - there.length);
        assertThat(steps).filteredOn(Reached.class::isInstance).isNotEmpty().allSatisfy(step -> assertThat(
                        ((Reached) step).beginning())
                .isEmpty());
    }

    @Test
    void cancellingLeavesNothingStaged() {
        seeded(200 * CHUNK);

        StepVerifier.create(copy.copy(source, destination, request(Algorithm.MD5)), 0)
                .thenRequest(3)
                .expectNextCount(3)
                .thenCancel()
                .verify(Duration.ofSeconds(30));

        Awaitility.await().untilAsserted(() -> {
            assertThat(destination.stat(STAGING).block()).isNull();
            assertThat(budget.reservedBytes()).isZero();
        });
    }

    @Test
    void readBackFindsBytesThatTheDestinationChanged() {
        seeded(5 * CHUNK);
        CopyRequest request = new CopyRequest(
                FROM,
                STAGING,
                Set.of(Algorithm.MD5),
                Verification.READ_BACK,
                Optional.empty(),
                Optional.empty(),
                Start.FRESH);

        assertKind(copy.copy(source, new ForgetfulStorage(destination), request), Kind.CORRUPT);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    @Test
    void ofTwoWritesThatFailAtOnceTheFullDiskIsToldAndNothingIsKept() throws Exception {
        TransferException lost = new TransferException(Kind.DISCONNECTED, "share/x", "lost");
        TransferException full = new TransferException(Kind.FULL, "share/x", "no space");

        TransferException told = failingAtOnce(lost, full);

        assertThat(told).isSameAs(full).hasSuppressedException(lost);
        assertThat(destination.stat(STAGING).block()).isNull();
    }

    @Test
    void aStagingFileStaysAfterTwoFailuresAtOnceThatMayPass() throws Exception {
        TransferException told = failingAtOnce(
                new TransferException(Kind.DISCONNECTED, "share/x", "lost"),
                new TransferException(Kind.TIMEOUT, "share/x", "silence"));

        assertThat(told.isTemporary()).isTrue();
        assertThat(destination.stat(STAGING).block()).isNotNull();
    }

    private TransferException failingAtOnce(Throwable one, Throwable other) throws Exception {
        byte[] content = seeded(9 * CHUNK);
        StumblingStorage stumbling = new StumblingStorage(destination);
        CopyRequest request = request(Algorithm.MD5)
                .expecting(content.length, Seeds.TIME, Optional.of(sum(Algorithm.MD5, content)))
                .resuming();
        Flux<CopyStep> steps =
                copy.copy(source, stumbling, request).doOnNext(firstWritten -> stumbling.fail(one, other));
        return (TransferException)
                Objects.requireNonNull(catchThrowable(() -> steps.blockLast(Duration.ofSeconds(30))));
    }

    @Test
    void manyCopiesAtOnceNeverStarve() {
        byte[] content = seeded(7 * CHUNK);

        Flux.range(0, 64)
                .flatMap(
                        i -> copy.copy(
                                        source,
                                        destination,
                                        CopyRequest.of(
                                                FROM,
                                                FilePath.of("there/.part" + i),
                                                Set.of(Algorithm.MD5),
                                                Verification.READ_BACK))
                                .last(),
                        32,
                        1)
                .as(StepVerifier::create)
                .expectNextCount(64)
                .expectComplete()
                .verify(Duration.ofSeconds(60));

        assertThat(Seeds.read(destination, FilePath.of("there/.part63"), budget))
                .isEqualTo(content);
    }

    private byte[] seeded(int size) {
        byte[] content = new byte[size];
        new Random(42).nextBytes(content);
        Seeds.put(source, FROM.value(), content);
        return content;
    }

    private static CopyRequest request(Algorithm... algorithms) {
        return CopyRequest.of(FROM, STAGING, Set.of(algorithms), Verification.STREAM);
    }

    private List<CopyStep> run(CopyRequest request) {
        List<CopyStep> steps =
                copy.copy(source, destination, request).collectList().block(Duration.ofSeconds(30));
        return Objects.requireNonNull(steps);
    }

    private static Verified last(List<CopyStep> steps) {
        return (Verified) steps.get(steps.size() - 1);
    }

    private static long moved(List<CopyStep> steps) {
        return steps.stream()
                .filter(Moved.class::isInstance)
                .mapToLong(step -> ((Moved) step).bytes())
                .sum();
    }

    private static void assertKind(Flux<CopyStep> steps, Kind kind) {
        assertThatThrownBy(() -> steps.blockLast(Duration.ofSeconds(30)))
                .asInstanceOf(InstanceOfAssertFactories.type(TransferException.class))
                .extracting(TransferException::kind)
                .isEqualTo(kind);
    }

    private static Checksum sum(Algorithm algorithm, byte[] content) throws Exception {
        return Checksum.of(
                algorithm, MessageDigest.getInstance(algorithm.javaName()).digest(content));
    }
}
