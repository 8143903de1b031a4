package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.message.Header;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.netty.resources.LoopResources;

/** What a server sees of the end of a connection. */
class EndingTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int ECHO = 4 + Header.BYTES + 4;
    private static final LoopResources LOOPS = LoopResources.create("ending", 1, true);
    private static ServerSocket listener;

    @BeforeAll
    static void listen() throws IOException {
        listener = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    }

    @AfterAll
    static void stop() throws IOException {
        listener.close();
        LOOPS.disposeLater(Duration.ZERO, SOON).block(SOON);
    }

    @Test
    void aBrokenOneIsResetSoThatNothingComesLate() throws IOException {
        Connection connection = connect(SOON);
        try (Socket server = accepted()) {
            connection.fail(why());

            assertReset(server);
        }
    }

    @Test
    void oneWhoseServerDoesNotAnswerIsReset() throws IOException {
        Connection connection = connect(Duration.ofMillis(200));
        try (Socket server = accepted()) {
            connection.tell(echo());
            assertThat(server.getInputStream().readNBytes(ECHO)).hasSize(ECHO);

            assertReset(server);
        }
    }

    @Test
    void oneThatEndsInOrderDeliversWhatWasSent() throws IOException {
        Connection connection = connect(SOON);
        try (Socket server = accepted()) {
            connection.tell(echo());
            connection.close(why());

            assertThat(server.getInputStream().readAllBytes()).hasSize(ECHO);
        }
    }

    @Test
    void oneThatNobodyWaitedForIsClosed() {
        Scripted half = new Scripted(SOON);

        Dialling.started(half.connection).subscribe().dispose();
        half.channel.runPendingTasks();

        assertThat(half.connection.isOpen()).isFalse();
        assertThat(half.channel.isOpen()).isFalse();
    }

    private static Connection connect(Duration patience) {
        Dialling dialling = new Dialling(
                listener.getInetAddress().getHostAddress(),
                listener.getLocalPort(),
                SOON,
                patience,
                LOOPS,
                Schedulers.parallel());
        return Objects.requireNonNull(dialling.connect().block(SOON));
    }

    private static Socket accepted() throws IOException {
        Socket server = listener.accept();
        server.setSoTimeout((int) SOON.toMillis());
        return server;
    }

    private static void assertReset(Socket server) {
        assertThatThrownBy(() -> server.getInputStream().read())
                .isInstanceOf(SocketException.class)
                .hasMessageContaining("reset");
    }

    private static SmbException why() {
        return SmbException.of(Reason.DISCONNECTED, "the test is over");
    }

    private static Compound echo() {
        return Compound.of(0, Guard.PLAIN, Exchange.of(new EchoRequest()));
    }
}
