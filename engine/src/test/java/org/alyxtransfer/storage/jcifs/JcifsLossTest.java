package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Pieces;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

/** A server that goes away, freezes or comes back: what fails, how, and that nothing is lost or kept for it. */
@Tag("samba")
class JcifsLossTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int SIZE = 6 << 20;
    private static final FilePath STAGING = FilePath.of("session/.staging");

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(8L << 20);
    private final byte[] content = new byte[SIZE];
    private SambaServer samba;
    private JcifsStorage storage;
    private Limits limits;

    @BeforeEach
    void start() {
        new Random(42).nextBytes(content);
        samba = servers.start(SambaSettings.defaults());
        storage = servers.storage(
                Servers.settings(samba, SambaSettings.DEFAULT_SHARE).withOperationTimeout(TIMEOUT), budget);
        limits = known(storage.limits().retry(5)); // a cold JVM may be slower than the time-out
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void aServerKilledMidwayIsATemporaryFailureAndTheSameFileGoesOnWhenItIsBack() throws IOException {
        StagingFile file = known(storage.openStaged(target(), Start.FRESH));
        write(file, 0).block(PATIENCE);

        samba.kill();
        TransferException failure = failureOf(write(file, limits.chunkBytes()));
        samba.restart();
        Pieces.writeAll(file, content, limits).retry(3).block(PATIENCE);
        StagedFile staged = known(file.stage());
        file.close().block(PATIENCE);
        storage.publish(staged, FilePath.of("session/file"), OnExisting.FAIL).block(PATIENCE);

        assertThat(failure.isTemporary()).isTrue();
        assertThat(staged.isInDoubt()).isTrue();
        assertThat(samba.folder(SambaSettings.DEFAULT_SHARE).resolve("session/file"))
                .hasBinaryContent(content);
    }

    @Test
    void everyOperationFailsTemporarilyWhileTheServerIsGone() throws IOException {
        samba.kill();

        assertThat(List.of(
                        failureOf(storage.stat(STAGING)),
                        failureOf(storage.openStaged(target(), Start.FRESH)),
                        failureOf(storage.list(FilePath.ROOT).then()),
                        failureOf(storage.lease(FilePath.of("session")))))
                .allMatch(TransferException::isTemporary);
    }

    @Test
    void aFrozenServerIsATimeoutAndALaterOperationGetsANewLane() throws IOException {
        StagingFile file = known(storage.openStaged(target(), Start.FRESH));

        samba.suspend();
        TransferException failure = failureOf(write(file, 0));
        samba.resume();
        write(file, 0).retry(3).block(PATIENCE);
        file.close().block(PATIENCE);

        assertThat(failure.kind()).isEqualTo(Kind.TIMEOUT);
        assertThat(known(storage.stat(STAGING)).size()).isEqualTo(limits.chunkBytes());
    }

    @Test
    void writersStuckInAFullSocketAreFreedByTheWatchdog() throws IOException {
        StagingFile file = known(storage.openStaged(target(), Start.FRESH));

        samba.suspend();
        TransferException failure = failureOf(Pieces.writeAll(file, content, limits));
        file.close().block(PATIENCE);
        samba.resume();

        assertThat(failure.kind()).isIn(Kind.TIMEOUT, Kind.DISCONNECTED); // its own time was over, or its lane was cut
        assertThat(budget.reservedBytes()).isZero();
        await().atMost(PATIENCE).until(() -> storage.stat(STAGING).retry(3).block(PATIENCE) != null);
    }

    @Test
    void workersLostToAFrozenServerAreReplaced() throws IOException {
        JcifsStorage few = servers.storage(
                Servers.settings(samba, SambaSettings.DEFAULT_SHARE)
                        .withOperationTimeout(TIMEOUT)
                        .withLanes(1, 2),
                budget);
        known(few.limits().retry(5));

        samba.suspend();
        for (int i = 0; i < 3; i++) {
            failureOf(few.stat(STAGING));
        }
        samba.resume();

        assertThat(few.list(FilePath.ROOT).retry(3).collectList().block(PATIENCE))
                .isNotNull();
    }

    /** Its file was closed by the server before its connection was. */
    @RepeatedTest(5) // writes on an old connection and a new one overlap by chance
    void aFileWhoseConnectionWasMerelyOldIsInNoDoubt() throws IOException {
        JcifsStorage restless = servers.storage(
                Servers.settings(samba, SambaSettings.DEFAULT_SHARE)
                        .withLanes(2, 4)
                        .withLaneLife(5, Duration.ofHours(1)),
                budget);
        StagingFile file = known(restless.openStaged(target(), Start.FRESH));

        Pieces.writeAll(file, content, limits).block(PATIENCE);
        StagedFile staged = known(file.stage());
        file.close().block(PATIENCE);

        assertThat(staged.isInDoubt()).isFalse();
        assertThat(samba.folder(SambaSettings.DEFAULT_SHARE).resolve(STAGING.value()))
                .hasBinaryContent(content);
    }

    @Test
    void discardWaitsForASmallFileWhoseAnswerIsLost() throws IOException {
        try (FaultProxy line = FaultProxy.start(samba.host(), samba.port())) {
            JcifsStorage behind = servers.storage(
                    Servers.settings(samba, SambaSettings.DEFAULT_SHARE)
                            .withPort(line.port())
                            .withOperationTimeout(Duration.ofSeconds(1)),
                    budget);
            known(behind.limits().retry(5));

            line.next(Fault.silence(Direction.UP, 0));
            Disposable cancelled = behind.putSmall(new StagingTarget(STAGING, 10, Instant.EPOCH), Mono::just)
                    .subscribe();
            await().atMost(PATIENCE).until(() -> line.happened() == 1);
            cancelled.dispose();
            behind.discard(STAGING).retry(3).block(PATIENCE);

            assertThat(budget.reservedBytes())
                    .as("what the small file held until its end")
                    .isZero();
        }
    }

    @Test
    void aCancelMidwayReturnsAllMemory() {
        for (int i = 0; i < 10; i++) {
            Duration after = Duration.ofMillis(3L * i);
            Mono.usingWhen(
                            storage.openStaged(target(), Start.FRESH),
                            file -> Mono.firstWithSignal(
                                    Pieces.writeAll(file, content, limits).thenReturn("written"),
                                    Mono.delay(after).thenReturn("cut short")),
                            StagingFile::close)
                    .block(PATIENCE);

            assertThat(budget.reservedBytes()).isZero();
        }
        storage.discard(STAGING).block(PATIENCE);

        assertThat(storage.stat(STAGING).hasElement().block(PATIENCE)).isFalse();
    }

    @Test
    void theLeaseOfAClientThatDiedIsFree() throws IOException {
        JcifsStorage other = servers.storage(samba, SambaSettings.DEFAULT_SHARE, budget);
        known(other.lease(FilePath.of("session")));
        assertThat(failureOf(storage.lease(FilePath.of("session"))).kind()).isEqualTo(Kind.BUSY);

        other.close().block(PATIENCE);

        await().atMost(PATIENCE).until(() -> storage.lease(FilePath.of("session"))
                .map(lease -> true)
                .onErrorReturn(false)
                .block(PATIENCE));
    }

    @Test
    void aLeaseThatNobodyWaitsForAnyMoreIsFree() throws IOException {
        known(storage.lease(FilePath.of("another"))
                .flatMap(lease -> lease.release().thenReturn(true)));
        JcifsStorage other = servers.storage(samba, SambaSettings.DEFAULT_SHARE, budget);
        known(other.limits());

        samba.suspend();
        Disposable cancelled = storage.lease(FilePath.of("session")).subscribe();
        await().pollDelay(Duration.ofMillis(300)).until(() -> true); // its request is on its way
        cancelled.dispose();
        samba.resume();

        await().atMost(PATIENCE).until(() -> other.lease(FilePath.of("session"))
                .map(lease -> true)
                .onErrorReturn(false)
                .block(PATIENCE));
    }

    private Mono<Void> write(StagingFile file, int offset) {
        return file.chunk(offset, limits.chunkBytes())
                .flatMap(chunk -> file.write(filled(chunk)).doFinally(end -> chunk.giveBack()));
    }

    private Chunk filled(Chunk chunk) {
        chunk.bytes().put(content, Math.toIntExact(chunk.offset()), chunk.length());
        return chunk;
    }

    private static StagingTarget target() {
        return new StagingTarget(STAGING, SIZE, Instant.parse("2022-01-15T10:20:30Z"));
    }

    private static <T> T known(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    private static TransferException failureOf(Mono<?> mono) {
        TransferException failure = catchThrowableOfType(TransferException.class, () -> mono.block(PATIENCE));
        assertThat(failure).isNotNull();
        return failure;
    }
}
