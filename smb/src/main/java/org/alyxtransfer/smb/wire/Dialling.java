package org.alyxtransfer.smb.wire;

import com.google.errorprone.annotations.CheckReturnValue;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.netty.resources.ConnectionProvider;
import reactor.netty.resources.LoopResources;
import reactor.netty.tcp.TcpClient;

/** Opens TCP connections to one server. */
@CheckReturnValue
public final class Dialling {
    private static final int LARGEST_INPUT = 1 << 20; // one read from the socket; smaller ones cost downloads 15–30 %

    private final String host;
    private final int port;
    private final Duration patience;
    private final Scheduler workers;
    private final TcpClient client;

    /**
     * @param workers where large frames are signed and sealed that do not come from a thread of the caller
     */
    public Dialling(
            String host, int port, Duration connectTimeout, Duration patience, LoopResources loops, Scheduler workers) {
        this.host = host;
        this.port = port;
        this.patience = patience;
        this.workers = workers;
        this.client = TcpClient.create(ConnectionProvider.newConnection())
                .host(host)
                .port(port)
                .runOn(loops)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, Math.toIntExact(connectTimeout.toMillis()))
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, PooledByteBufAllocator.DEFAULT)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new AdaptiveRecvByteBufAllocator(4_096, 65_536, LARGEST_INPUT));
    }

    /** A fresh connection. Fails with {@code UNREACHABLE}. */
    public Mono<Connection> connect() {
        return client.connect()
                .map(tcp -> new Connection(tcp.channel(), workers, patience))
                .flatMap(Dialling::started)
                .onErrorMap(e -> !(e instanceof SmbException), this::unreachable);
    }

    /** Its input is taken over on its own thread, where nothing can arrive meanwhile. */
    static Mono<Connection> started(Connection connection) {
        Channel channel = connection.channel();
        Executor loop = channel.eventLoop();
        return Mono.create(sink -> {
            sink.onCancel(() -> connection.fail(unwanted())); // nobody else has it yet
            loop.execute(() -> {
                connection.start();
                sink.success(connection);
            });
        });
    }

    private static SmbException unwanted() {
        return SmbException.of(Reason.DISCONNECTED, "nobody waited for the connection any more");
    }

    private SmbException unreachable(Throwable e) {
        return SmbException.of(
                Reason.UNREACHABLE, "no connection to " + host + " on port " + port + " (" + e.getMessage() + ")", e);
    }
}
