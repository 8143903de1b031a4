package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a lease on a real smbd says once it is another's, or gone; for each client that speaks to one. */
public abstract class LeaseLossContract {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String FILE = ".alyx-transfer-lease";
    private static final FilePath SESSION = FilePath.of("session");
    private static final FilePath STAGING = FilePath.of("session/.staging");

    private SambaServer samba;
    private Storage storage;
    private Path folder;

    protected abstract SambaServer server();

    /** One more client of that server. */
    protected abstract Storage client();

    @BeforeEach
    void begin() {
        samba = server();
        storage = client();
        storage.limits().retry(5).block(PATIENCE); // a cold JVM may be slower than the time-out
        folder = samba.folder(SambaSettings.DEFAULT_SHARE).resolve(SESSION.value());
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

    private static boolean isLost(Lease lease) {
        try {
            lease.confirm().block(PATIENCE);
            return false;
        } catch (TransferException e) {
            return e.kind() == Kind.BUSY;
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
