package org.alyxtransfer.sandbox.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.util.List;
import org.alyxtransfer.sandbox.proxy.Peer.Pair;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What goes wrong at a byte, at the door, and what becomes of connections. */
class FaultProxyTest {
    private static final int SIZE = 1 << 20;

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

    @ParameterizedTest
    @EnumSource
    void oneBitOfOneByteIsFlippedOnce(Direction direction) throws Exception {
        byte[] bytes = Peer.bytes(SIZE);
        proxy.next(Fault.flip(direction, 700_000));

        try (Pair pair = peer.connect(proxy)) {
            byte[] first = through(pair, direction, bytes);
            byte[] second = through(pair, direction, bytes);

            assertThat(second).isEqualTo(bytes);
            assertThat(first[700_000] ^ bytes[700_000]).isEqualTo(1);
            first[700_000] = bytes[700_000];
            assertThat(first).isEqualTo(bytes);
        }
        assertThat(proxy.happened()).isEqualTo(1);
        assertThat(proxy.pending()).isZero();
    }

    @ParameterizedTest
    @EnumSource
    void aResetAfterSomeBytesReachesBothEnds(Direction direction) throws Exception {
        proxy.next(Fault.reset(direction, 300_000));
        byte[] bytes =
                Peer.bytes(300_001); // with more, a write could be the one told of the reset, and reading ends quietly

        try (Pair pair = peer.connect(proxy)) {
            assertThatThrownBy(() -> through(pair, direction, bytes)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> readToTheEnd(pair.client())).isInstanceOf(SocketException.class);
            assertThatThrownBy(() -> readToTheEnd(pair.server())).isInstanceOf(SocketException.class);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void bytesAreCountedFromNowOverAllConnections() throws Exception {
        try (Pair one = peer.connect(proxy);
                Pair two = peer.connect(proxy)) {
            through(one, Direction.UP, Peer.bytes(1000));
            proxy.next(Fault.flip(Direction.UP, 1500));

            byte[] first = through(one, Direction.UP, Peer.bytes(1000));
            byte[] second = through(two, Direction.UP, Peer.bytes(1000));

            assertThat(first).isEqualTo(Peer.bytes(1000));
            assertThat(second[500]).isNotEqualTo(Peer.bytes(1000)[500]);
        }
    }

    @Test
    void aFaultForAlwaysHitsEachConnectionAtTheSameByte() throws Exception {
        proxy.always(Fault.flip(Direction.DOWN, 10));

        for (int i = 0; i < 3; i++) {
            try (Pair pair = peer.connect(proxy)) {
                assertThat(through(pair, Direction.DOWN, new byte[100])[10]).isEqualTo((byte) 1);
            }
        }
        proxy.behave();
        try (Pair pair = peer.connect(proxy)) {
            assertThat(through(pair, Direction.DOWN, new byte[100])).containsOnly(0);
        }
    }

    @Test
    void aHalfCloseEndsOneDirectionAndLeavesTheOther() throws Exception {
        proxy.next(Fault.halfClose(Direction.DOWN, 12_345));

        try (Pair pair = peer.connect(proxy)) {
            Peer.send(pair.server(), Peer.bytes(SIZE));

            assertThat(readToTheEnd(pair.client())).hasSize(12_345);
            assertThat(through(pair, Direction.UP, Peer.bytes(5000))).isEqualTo(Peer.bytes(5000));
        }
    }

    @Test
    void silenceSwallowsTheRestAndTellsNobody() throws Exception {
        proxy.next(Fault.silence(Direction.DOWN, 500));

        try (Pair pair = peer.connect(proxy)) {
            Peer.send(pair.server(), Peer.bytes(SIZE)).join(10_000);

            assertThat(Peer.read(pair.client(), 500)).hasSize(500);
            pair.client().setSoTimeout(200);
            assertThatThrownBy(() -> pair.client().getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(through(pair, Direction.UP, Peer.bytes(5000))).isEqualTo(Peer.bytes(5000));
        }
    }

    @Test
    void refusedConnectionsAreRefusedAndOpenOnesGoOn() throws Exception {
        try (Pair pair = peer.connect(proxy)) {
            proxy.refuse(true);

            assertThatThrownBy(() -> Peer.client(proxy)).isInstanceOf(ConnectException.class);
            assertThat(through(pair, Direction.UP, Peer.bytes(99))).isEqualTo(Peer.bytes(99));
        }
        proxy.refuse(false);
        try (Pair pair = peer.connect(proxy)) {
            assertThat(through(pair, Direction.UP, Peer.bytes(99))).isEqualTo(Peer.bytes(99));
        }
    }

    @Test
    void aBlackholeAcceptsAndNeverAnswers() throws Exception {
        proxy.blackhole(true);

        try (Socket client = Peer.client(proxy)) {
            client.getOutputStream().write(Peer.bytes(SIZE));
            client.setSoTimeout(200);

            assertThatThrownBy(() -> client.getInputStream().read()).isInstanceOf(SocketTimeoutException.class);
            assertThat(peer.hasVisitor()).isFalse();
            assertThat(proxy.connections()).isEqualTo(1);
        }
        await().until(() -> proxy.connections() == 0);
    }

    @Test
    void endsArePassedOnOneByOne() throws Exception {
        try (Pair pair = peer.connect(proxy)) {
            Peer.send(pair.client(), Peer.bytes(777)).join();
            pair.client().shutdownOutput();

            assertThat(readToTheEnd(pair.server())).isEqualTo(Peer.bytes(777));
            pair.server().getOutputStream().write(Peer.bytes(888));
            pair.server().shutdownOutput();
            assertThat(readToTheEnd(pair.client())).isEqualTo(Peer.bytes(888));
            await().until(() -> proxy.connections() == 0);
        }
    }

    @RepeatedTest(20) // it may end before the proxy has reached the server, or after
    void aClientThatEndsItsDirectionAtOnceLosesNothing() throws Exception {
        try (Socket client = Peer.client(proxy)) {
            client.getOutputStream().write(Peer.bytes(777));
            client.shutdownOutput();

            try (Socket server = peer.server()) {
                assertThat(readToTheEnd(server)).isEqualTo(Peer.bytes(777));
                server.getOutputStream().write(Peer.bytes(888));
                server.shutdownOutput();
                assertThat(readToTheEnd(client)).isEqualTo(Peer.bytes(888));
            }
        }
    }

    @Test
    void aServerThatIsNotThereIsAReset() throws Exception {
        peer.close();

        try (Socket client = Peer.client(proxy)) {
            assertThatThrownBy(() -> readToTheEnd(client)).isInstanceOf(SocketException.class);
        }
    }

    @Test
    void cuttingResetsWhatIsOpen() throws Exception {
        try (Pair one = peer.connect(proxy);
                Pair two = peer.connect(proxy)) {
            proxy.cut();

            for (Socket socket : List.of(one.client(), one.server(), two.client(), two.server())) {
                assertThatThrownBy(() -> readToTheEnd(socket)).isInstanceOf(SocketException.class);
            }
        }
    }

    @Test
    void closingEndsConnectionsAndThreads() throws Exception {
        try (Pair pair = peer.connect(proxy)) {
            proxy.close();

            assertThatThrownBy(() -> readToTheEnd(pair.client())).isInstanceOf(SocketException.class);
        }
        assertThatThrownBy(() -> Peer.client(proxy)).isInstanceOf(ConnectException.class);
        assertThat(proxy.connections()).isZero();
    }

    private static byte[] through(Pair pair, Direction direction, byte[] bytes) throws IOException {
        Socket from = direction == Direction.UP ? pair.client() : pair.server();
        Socket to = direction == Direction.UP ? pair.server() : pair.client();
        Peer.send(from, bytes);
        return Peer.read(to, bytes.length);
    }

    private static byte[] readToTheEnd(Socket socket) throws IOException {
        return socket.getInputStream().readAllBytes();
    }
}
