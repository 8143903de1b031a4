package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.test.StepVerifier;

/** Connections of one storage: when another takes the place of one, and what becomes of the work on it. */
@Tag("samba")
class LanesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int FILES = 1000; // a page holds some 130 with such names
    private static final String LONG = "n".repeat(200);

    private final Servers servers = new Servers();
    private SambaServer samba;
    private JcifsSettings settings;

    @BeforeEach
    void start() {
        samba = servers.start(SambaSettings.defaults());
        settings = Servers.settings(samba, SambaSettings.DEFAULT_SHARE).withLanes(1, 4);
    }

    @AfterEach
    void stop() throws IOException {
        servers.close();
    }

    @Test
    void anOldLaneIsReplacedAndClosedOnceNobodyUsesIt() throws IOException {
        Lanes lanes = new Lanes(settings.withLaneLife(5, Duration.ofHours(1)));
        Lane old = lanes.take(lanes::isEveryday);
        for (int i = 0; i < 5; i++) {
            Calls.stat(old, "");
        }

        Lane fresh = lanes.take(lanes::isEveryday);
        assertThat(fresh).isNotSameAs(old);
        assertThat(old.isUsable()).isTrue();
        lanes.give(old);

        assertThat(old.isUsable()).isFalse();
        assertThat(fresh.isUsable()).isTrue();
        lanes.give(fresh);
        lanes.close();
    }

    @Test
    void workWhoseCallerLeftWhileItsLaneWasMadeIsNotDone() throws InterruptedException {
        Lanes lanes = new Lanes(settings);
        Workers workers = new Workers(settings, lanes);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch left = new CountDownLatch(1);
        CountDownLatch ended = new CountDownLatch(1);
        AtomicBoolean done = new AtomicBoolean();

        Disposable caller = workers.run(
                        "file",
                        slot -> {
                            asked.countDown();
                            return hasCome(left) && slot == 0;
                        },
                        lane -> {
                            done.set(true);
                            return true;
                        },
                        ended::countDown)
                .subscribe();
        assertThat(hasCome(asked)).isTrue();
        caller.dispose();
        left.countDown();

        assertThat(hasCome(ended)).isTrue();
        assertThat(done).isFalse();
        workers.close();
        lanes.close();
    }

    @Test
    void aListingWhoseLaneDiedLeavesTheNewOneAlone() throws IOException {
        Path folder =
                Files.createDirectory(samba.folder(SambaSettings.DEFAULT_SHARE).resolve("folder"));
        for (int i = 0; i < FILES; i++) {
            Files.createFile(folder.resolve(LONG + i));
        }
        Share share = Share.of(settings);
        Lanes lanes = share.lanes();
        Lane first = taken(lanes);
        AtomicReference<Lane> second = new AtomicReference<>();

        StepVerifier.create(new Listing(share, FilePath.of("folder")).entries(), 1)
                .expectNextCount(1)
                .then(() -> {
                    lanes.discard(first);
                    await().atMost(PATIENCE).until(() -> !first.isUsable());
                    second.set(taken(lanes));
                })
                .thenRequest(FILES)
                .thenConsumeWhile(entry -> true)
                .expectErrorMatches(TransferException::isTemporaryFailure) // of a page under way, or of the next one
                .verify(PATIENCE);

        assertThat(taken(lanes)).isSameAs(second.get()).isNotSameAs(first);
        share.workers().close();
        lanes.close();
    }

    @Test
    void releasingALeaseNeverFails() throws IOException {
        Share share = Share.of(settings);
        Lane lane = share.lanes().take(share.lanes()::isForLeases);
        JcifsLease lease = JcifsLease.take(share, lane, FilePath.ROOT, () -> {});
        share.lanes().give(lane);

        share.workers().close(); // nobody is left to tell the server
        StepVerifier.create(lease.release()).verifyComplete();

        share.lanes().close();
    }

    private static Lane taken(Lanes lanes) {
        Lane lane = lanes.take(lanes::isEveryday);
        lanes.give(lane);
        return lane;
    }

    private static boolean hasCome(CountDownLatch latch) {
        try {
            return latch.await(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
