package org.alyxtransfer.storage.smb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage.Start;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What was sent when a cancel came is waited for, so that nothing comes to be behind the back of who cleans up. */
@Tag("samba")
class SmbCancelTest {
    private static final String SHARE = SambaSettings.DEFAULT_SHARE;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final FilePath STAGING = FilePath.of(".staging");
    private static final int SMALL = 1_000;
    private static final int LARGE = 2 << 20;

    private final Servers servers = new Servers();
    private final MemoryBudget budget = new MemoryBudget(8L << 20);
    private SambaServer samba;

    @BeforeEach
    void start() {
        samba = servers.start(SambaSettings.defaults());
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
        assertThat(budget.reservedBytes()).isZero();
    }

    @Test
    void discardWaitsForASmallFileUnderWay() throws Exception {
        SmbStorage storage = servers.storage(samba, SHARE, budget);

        samba.suspend(firstConnection(storage));
        storage.putSmall(target(SMALL), Mono::just).subscribe().dispose();
        CompletableFuture<Void> discarded = storage.discard(STAGING).toFuture();
        known(storage.freeBytes()); // the other connection is free to do what was asked of it
        samba.resume();
        done(discarded);

        assertThat(known(storage.stat(STAGING).hasElement())).isFalse();
    }

    @Test
    void discardWaitsForAStagingFileThatIsBeingMade() throws Exception {
        SmbStorage storage = servers.storage(samba, SHARE, budget);

        samba.suspend(firstConnection(storage));
        storage.openStaged(target(LARGE), Start.FRESH).subscribe().dispose();
        CompletableFuture<Void> discarded = storage.discard(STAGING).toFuture();
        known(storage.freeBytes()); // the other connection is free to do what was asked of it
        samba.resume();
        done(discarded);

        await().atMost(PATIENCE).until(() -> budget.reservedBytes() == 0); // closed as well
        assertThat(known(storage.stat(STAGING).hasElement())).isFalse();
    }

    @Test
    void aFileThatIsBeingOpenedAgainIsClosedWithTheOthers() throws Exception {
        try (FaultProxy proxy = FaultProxy.start(samba.host(), samba.port())) {
            SmbOptions options = SmbOptions.of(proxy.host()).withPort(proxy.port());
            SmbStorage storage = servers.storage(Servers.settings(options, samba, SHARE), budget);
            List<Long> first = firstConnection(storage);
            StagingFile file = known(storage.openStaged(target(LARGE), Start.FRESH));
            samba.suspend(first);
            CompletableFuture<Void> written = write(file).toFuture();
            proxy.cut();
            assertThatThrownBy(() -> done(written)).hasMessageContaining("connection");
            samba.resume();

            samba.suspend(firstConnection(storage));
            write(file).subscribe().dispose();
            CompletableFuture<Void> closed = file.close().toFuture();
            samba.resume();
            done(closed);
            known(storage.stat(STAGING).then(storage.stat(STAGING))); // each connection has done what came before

            await().atMost(Duration.ofSeconds(5)).until(() -> samba.openFiles() == 0);
            servers.closeStorages();
        }
    }

    /** Makes the connection that the next file is written over; says which of the server's processes serve it. */
    private List<Long> firstConnection(SmbStorage storage) throws IOException {
        List<Long> before = samba.processes();
        known(storage.limits());
        List<Long> now = samba.processes();
        return now.stream().filter(process -> !before.contains(process)).toList();
    }

    private static Mono<Void> write(StagingFile file) {
        return file.chunk(0, SMALL).flatMap(chunk -> file.write(chunk).doFinally(end -> chunk.giveBack()));
    }

    private static StagingTarget target(int size) {
        return new StagingTarget(STAGING, size, Instant.parse("2022-01-15T10:20:30Z"));
    }

    private static void done(CompletableFuture<Void> step) throws Exception {
        step.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
    }

    private static <T> T known(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }
}
