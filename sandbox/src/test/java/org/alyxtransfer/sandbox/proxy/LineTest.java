package org.alyxtransfer.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.sandbox.proxy.Peer.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Bytes on their way: whole, late, slow, held; never more of them in memory than allowed. */
class LineTest {
    private Peer peer;
    private FaultProxy proxy;

    @BeforeEach
    void start() throws IOException {
        peer = new Peer();
        proxy = FaultProxy.start("127.0.0.1", peer.port());
    }

    @AfterEach
    void stop() throws IOException {
        proxy.close();
        peer.close();
    }

    @Test
    void manyConnectionsPassTheirBytesWholeAndAreCounted() throws Exception {
        int count = 40;
        byte[] bytes = Peer.bytes(400_000);
        List<Pair> pairs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            pairs.add(peer.connect(proxy));
        }

        for (Pair pair : pairs) {
            Peer.send(pair.client(), bytes);
            Peer.send(pair.server(), bytes);
        }
        for (Pair pair : pairs) {
            assertThat(Peer.read(pair.server(), bytes.length)).isEqualTo(bytes);
            assertThat(Peer.read(pair.client(), bytes.length)).isEqualTo(bytes);
        }

        assertThat(proxy.connections()).isEqualTo(count);
        assertThat(proxy.accepted()).isEqualTo(count);
        assertThat(proxy.bytes(Direction.UP)).isEqualTo((long) count * bytes.length);
        assertThat(proxy.bytes(Direction.DOWN)).isEqualTo((long) count * bytes.length);
        for (Pair pair : pairs) {
            pair.close();
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void aRoundTripTakesAtLeastWhatItIsSaidToTake() throws Exception {
        proxy.roundTrip(Duration.ofMillis(80));

        try (Pair pair = peer.connect(proxy)) {
            long before = System.nanoTime();
            pair.client().getOutputStream().write(1);
            pair.server().getOutputStream().write(pair.server().getInputStream().read());
            pair.client().getInputStream().read();

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    /** With a line of an hour nothing arrives, so whatever the sender gets rid of is under way at once. */
    @Test
    void aLongLineHoldsManyBytesAtOnceAndNotMoreThanAllowed() throws Exception {
        proxy.roundTrip(Duration.ofHours(2));

        try (Pair pair = peer.connect(proxy)) {
            AtomicLong sent = sendForEver(pair);

            await().until(() -> sent.get() >= 32 << 20);
            awaitStandstill(sent);
            assertThat(sent.get()).isLessThan(64 << 20);
            assertThat(proxy.bytes(Direction.UP)).isZero();
        }
    }

    @Test
    void aReceiverThatDoesNotReadStopsTheSender() throws Exception {
        try (Pair pair = peer.connect(proxy)) {
            AtomicLong sent = sendForEver(pair);

            awaitStandstill(sent);
            long stopped = sent.get();
            assertThat(stopped)
                    .isLessThan(48 << 20); // the system's own buffers on both sides, and at most 3 MiB of ours
            Peer.read(pair.server(), 64 << 20);
            assertThat(sent.get()).isGreaterThan(stopped);
        }
    }

    @Test
    void aNarrowLineTakesItsTime() throws Exception {
        proxy.bytesPerSecond(4 << 20);

        try (Pair pair = peer.connect(proxy)) {
            long before = System.nanoTime();
            Peer.send(pair.server(), Peer.bytes(1 << 20));
            assertThat(Peer.read(pair.client(), 1 << 20)).isEqualTo(Peer.bytes(1 << 20));

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(245));
        }
    }

    @Test
    void aDripPassesAFewBytesAtATime() throws Exception {
        proxy.drip(3, Duration.ofMillis(10));

        try (Pair pair = peer.connect(proxy)) {
            long before = System.nanoTime();
            Peer.send(pair.client(), Peer.bytes(30));
            assertThat(Peer.read(pair.server(), 30)).isEqualTo(Peer.bytes(30));

            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThanOrEqualTo(Duration.ofMillis(80));
        }
    }

    @Test
    void dripEndsWhenItIsSwitchedOff() throws Exception {
        proxy.drip(1, Duration.ofHours(1));

        try (Pair pair = peer.connect(proxy)) {
            Peer.send(pair.client(), Peer.bytes(30));
            Peer.read(pair.server(), 1);
            proxy.behave();

            assertThat(Peer.read(pair.server(), 29)).endsWith(Peer.bytes(30)[29]);
        }
    }

    @Test
    void whatIsHeldArrivesWhenItIsLetGo() throws Exception {
        try (Pair pair = peer.connect(proxy)) {
            proxy.hold(true);
            Peer.send(pair.client(), Peer.bytes(1000)).join();
            pair.server().setSoTimeout(200);
            assertThatThrownBy(() -> pair.server().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);

            proxy.hold(false);

            pair.server().setSoTimeout(30_000);
            assertThat(Peer.read(pair.server(), 1000)).isEqualTo(Peer.bytes(1000));
        }
    }

    @Test
    void theCommandTakesItsConditionsFromOptions() throws Exception {
        List<String> options =
                List.of("127.0.0.1:" + peer.port(), "--round-trip", "0.5", "--bytes-per-second", "1000000");

        try (FaultProxy started = ProxyMain.start(options);
                Pair pair = peer.connect(started)) {
            Peer.send(pair.client(), Peer.bytes(100));
            assertThat(Peer.read(pair.server(), 100)).isEqualTo(Peer.bytes(100));
        }
        assertThatThrownBy(() -> ProxyMain.start(List.of("127.0.0.1:1", "--colour", "red")))
                .hasMessageContaining("--colour");
    }

    private static AtomicLong sendForEver(Pair pair) {
        AtomicLong sent = new AtomicLong();
        Thread sender = new Thread(() -> {
            byte[] piece = Peer.bytes(1 << 16);
            try {
                OutputStream out = pair.client().getOutputStream();
                while (true) {
                    out.write(piece);
                    sent.addAndGet(piece.length);
                }
            } catch (IOException e) {
                // the test is over
            }
        });
        sender.setDaemon(true);
        sender.start();
        return sent;
    }

    private static void awaitStandstill(AtomicLong sent) {
        long[] last = {-1};
        await().pollDelay(Duration.ofMillis(300))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> last[0] == (last[0] = sent.get()) && last[0] > 0);
    }
}
