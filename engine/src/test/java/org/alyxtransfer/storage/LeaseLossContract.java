package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What a lease on a real smbd says once it is another's, or gone; for each client that speaks to one. */
public abstract class LeaseLossContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);
    private static final int TURNS = 1000;
    private static final String FILE = ".alyx-transfer-lease";
    private static final FilePath SESSION = FilePath.of("session");
    private static final FilePath STAGING = FilePath.of("session/.staging");

    private final MemoryBudget budget = new MemoryBudget(8L << 20);
    private SambaServer samba;
    private Storage storage;
    private Path folder;

    /** One more client of the server, which waits so long for an answer; its test closes it. */
    protected abstract Storage client(SambaServer server, Duration timeout, MemoryBudget memory);

    @BeforeEach
    void begin() throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        samba = Samba.start(SambaSettings.defaults());
        storage = client();
        storage.limits().retry(5).block(PATIENCE); // a cold JVM may be slower than the time-out
        folder = samba.folder(SambaSettings.DEFAULT_SHARE).resolve(SESSION.value());
    }

    @AfterEach
    void end() throws IOException {
        if (samba != null) {
            samba.close();
        }
    }

    private Storage client() {
        return client(samba, TIMEOUT, budget);
    }

    @Test
    void aLeaseWhoseFileIsDeletedIsLostForGood() throws IOException {
        Lease lease = known(storage.lease(SESSION));
        lease.confirm().block(PATIENCE);

        Files.delete(folder.resolve(FILE));
        await().atMost(PATIENCE).until(() -> isLost(lease));
        Lease next = known(client().lease(SESSION));
        lease.release().block(PATIENCE);

        assertThatThrownBy(() -> lease.confirm().block(PATIENCE))
                .hasMessageContaining("lease on the session is lost")
                .hasMessageContaining("run the same command again");
        next.confirm().block(PATIENCE);
        assertThat(folder.resolve(FILE)).exists();
    }

    @Test
    void aLeaseThatWentWithItsConnectionIsTakenAgain() throws IOException {
        Lease lease = known(storage.lease(SESSION));

        samba.kill();
        samba.restart();
        lease.confirm().retry(5).block(PATIENCE);

        assertThat(failureOf(client().lease(SESSION)).kind()).isEqualTo(Kind.BUSY);
        lease.release().block(PATIENCE);
        assertThat(folder.resolve(FILE)).doesNotExist();
    }

    @Test
    void aLeaseThatAnotherClientTookMeanwhileIsLost() throws IOException {
        Lease lease = known(storage.lease(SESSION));

        samba.kill();
        samba.restart();
        Lease others = known(client().lease(SESSION).retry(5));

        await().atMost(PATIENCE).until(() -> isLost(lease));
        others.confirm().block(PATIENCE);
        lease.release().block(PATIENCE);
        others.confirm().block(PATIENCE);
    }

    @Test
    void whatOthersMayHaveWrittenWhileTheLeaseWasNobodysIsNotPublished() throws IOException {
        StagedFile whole = RoundTrip.stored(storage, STAGING.value(), RoundTrip.bytes(1_000));
        StagedFile spoilt = RoundTrip.stored(storage, STAGING.value() + "2", RoundTrip.bytes(1_000));
        Lease lease = known(storage.lease(SESSION));

        samba.kill();
        Files.write(folder.resolve(".staging2"), new byte[1_000]);
        samba.restart();
        lease.confirm().retry(5).block(PATIENCE);
        storage.publish(whole, SESSION.resolve("whole"), OnExisting.FAIL).block(PATIENCE);

        assertThat(failureOf(storage.publish(spoilt, SESSION.resolve("spoilt"), OnExisting.FAIL))
                        .kind())
                .isEqualTo(Kind.CORRUPT);
        assertThat(folder.resolve("whole")).hasSize(1_000);
        assertThat(folder.resolve("spoilt")).doesNotExist();
        lease.release().block(PATIENCE);
    }

    @Test
    void nothingIsNamedInAFolderWhoseLeaseIsLostUntilTheNextOne() throws IOException {
        StagedFile staged = RoundTrip.stored(storage, STAGING.value(), RoundTrip.bytes(1_000));
        FilePath target = SESSION.resolve("file");
        Lease lease = known(storage.lease(SESSION));
        Files.delete(folder.resolve(FILE));
        await().atMost(PATIENCE).until(() -> isLost(lease));

        for (int i = 0; i < 2; i++) {
            assertLost(storage.publish(staged, target, OnExisting.REPLACE));
            assertLost(storage.discard(STAGING));
            assertLost(storage.remove(STAGING));
            assertLost(storage.openStaged(new StagingTarget(STAGING, 9_000_000, Instant.EPOCH), Start.RESUME));
            assertLost(storage.putSmall(new StagingTarget(STAGING, 3, Instant.EPOCH), LeaseLossContract::filled));
            lease.release().block(PATIENCE); // what comes late is refused as well
        }
        assertThat(folder.resolve(".staging")).hasSize(1_000);
        assertThat(folder.resolve("file")).doesNotExist();
        assertThat(budget.reservedBytes()).isZero();

        Lease next = known(storage.lease(SESSION));
        storage.publish(staged, target, OnExisting.FAIL).block(PATIENCE);
        next.release().block(PATIENCE);
        assertThat(folder.resolve("file")).hasSize(1_000);
    }

    @Test
    void aStagingFileIsOpenedAgainUnderItsLeaseOnly() throws IOException {
        Lease lease = known(storage.lease(SESSION));
        StagingTarget target = new StagingTarget(STAGING, 9_000_000, Instant.EPOCH);
        StagingFile file = known(storage.openStaged(target, Start.FRESH));
        write(file, 0).block(PATIENCE);

        samba.kill();
        samba.restart();
        Lease others = known(client().lease(SESSION).retry(5));
        Files.write(folder.resolve(".staging"), new byte[7]);
        await().atMost(PATIENCE).until(() -> isLost(lease));

        assertLost(write(file, 1_000));
        file.close().block(PATIENCE);
        assertThat(folder.resolve(".staging")).hasBinaryContent(new byte[7]);
        others.release().block(PATIENCE);
    }

    /** A lease's file may be deleted by its last holder just after the next one has opened it. */
    @Test
    void ofClientsThatTakeTurnsNoneIsToldMoreThanThatItIsBusy() {
        Storage other = client();
        List<String> ends = known(
                Flux.merge(taking(storage, "first"), taking(other, "second")).collectList());

        assertThat(ends).containsOnly("first", "second", Kind.BUSY.name());
        assertThat(folder.resolve(FILE)).doesNotExist();
    }

    /** Takes the lease again and again; gives its own name for each time it had it, and else how it failed. */
    private static Flux<String> taking(Storage client, String name) {
        Mono<String> once = client.lease(SESSION)
                .flatMap(lease -> lease.release().thenReturn(name))
                .onErrorResume(
                        TransferException.class,
                        failure -> Mono.just(failure.kind().name()));
        return Flux.range(0, TURNS).concatMap(i -> once, 1);
    }

    private static Mono<Void> write(StagingFile file, long offset) {
        return file.chunk(offset, 1_000).flatMap(LeaseLossContract::filled).flatMap(chunk -> file.write(chunk)
                .doFinally(end -> chunk.giveBack()));
    }

    private static Mono<Chunk> filled(Chunk chunk) {
        chunk.bytes().put(new byte[chunk.bytes().remaining()]).flip();
        return Mono.just(chunk);
    }

    private static void assertLost(Mono<?> step) {
        assertThat(failureOf(step).kind()).isEqualTo(Kind.LEASE_LOST);
    }

    @Test
    void theFirstNameAfterTheLeaseWasNobodysIsNotGivenToWhatOthersWrote() throws IOException {
        StagedFile spoilt = RoundTrip.stored(storage, STAGING.value(), RoundTrip.bytes(1_000));
        Lease lease = known(storage.lease(SESSION));

        samba.kill();
        Files.write(folder.resolve(".staging"), new byte[1_000]);
        samba.restart();

        assertThat(failureOf(storage.publish(spoilt, SESSION.resolve("file"), OnExisting.FAIL)
                                .retry(5))
                        .kind())
                .isEqualTo(Kind.CORRUPT);
        assertThat(folder.resolve("file")).doesNotExist();
        lease.release().block(PATIENCE);
    }

    private static boolean isLost(Lease lease) {
        try {
            lease.confirm().block(PATIENCE);
            return false;
        } catch (TransferException e) {
            return e.kind() == Kind.LEASE_LOST;
        }
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
