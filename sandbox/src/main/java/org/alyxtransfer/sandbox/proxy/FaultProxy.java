package org.alyxtransfer.sandbox.proxy;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * A TCP proxy on loopback before one server, which behaves as a bad network on request. At first it only passes bytes on.
 *
 * <p>Conditions may be changed from any thread while connections run, and hold at once for all of them. Memory is bounded
 * for each connection: a receiver that does not read stops the sender. Starting, {@link #refuse}, {@link #cut()} and {@link #close()}
 * block; not for event loops.
 */
public final class FaultProxy implements AutoCloseable {
    /** The only address it listens on. */
    public static final String HOST = "127.0.0.1";

    // Below the range that Linux takes outgoing connections from: a port left for a moment stays free.
    private static final int LOWEST_PORT = 20_000;
    private static final int HIGHEST_PORT = 32_000;
    private static final int PORTS_TRIED = 100;
    private static final int CONNECT_MILLIS = 5_000;

    private final String serverHost;
    private final int serverPort;
    private final int port;
    private final Link link = new Link();
    private final LongAdder accepted = new LongAdder();
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(
            2,
            new DefaultThreadFactory("sandbox-proxy", true),
            Epoll.isAvailable() ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
    private @Nullable Channel listener;

    private FaultProxy(String serverHost, int serverPort, int port) throws IOException {
        this.serverHost = serverHost;
        this.serverPort = serverPort;
        try {
            this.port = port == 0 ? listenSomewhere() : listen(port);
        } catch (IOException e) {
            loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
            throw e;
        }
    }

    /** A proxy before that server, on a free port. The server need not run yet. */
    public static FaultProxy start(String serverHost, int serverPort) throws IOException {
        return new FaultProxy(serverHost, serverPort, 0);
    }

    /** The same on a given port. */
    public static FaultProxy start(String serverHost, int serverPort, int port) throws IOException {
        return new FaultProxy(serverHost, serverPort, port);
    }

    /** The address to connect to. */
    public String host() {
        return HOST;
    }

    /** The port to connect to. */
    public int port() {
        return port;
    }

    /** Delays each byte by half of this each way, however many are under way. Zero at first. */
    public FaultProxy roundTrip(Duration time) {
        link.roundTrip(time);
        return changed();
    }

    /** What passes each way at the most, all connections together; 0 for no limit. */
    public FaultProxy bytesPerSecond(long rate) {
        if (rate < 0) {
            throw new IllegalArgumentException("not a rate: " + rate);
        }
        link.bytesPerSecond(rate);
        return changed();
    }

    /** Passes only so many bytes of each connection and direction at a time, and then pauses; 0 bytes ends it. */
    public FaultProxy drip(int bytes, Duration pause) {
        link.dripNanos = pause.toNanos();
        link.dripBytes = bytes;
        return changed();
    }

    /** While held, no byte passes and no end is told; let go, all that was sent arrives. */
    public FaultProxy hold(boolean isHeld) {
        link.isHeld = isHeld;
        return changed();
    }

    /** While it is one, new connections are accepted and never answered; those that are open go on. */
    public FaultProxy blackhole(boolean isBlackhole) {
        link.isBlackhole = isBlackhole;
        return this;
    }

    /** While refusing, nobody listens on the port; open connections go on. */
    public synchronized FaultProxy refuse(boolean isRefusing) throws IOException {
        if (isRefusing && listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
        } else if (!isRefusing && listener == null) {
            listen(port);
        }
        return this;
    }

    /** Plans a fault for once: on whatever connection carries that byte, counted from now over all connections. */
    public FaultProxy next(Fault fault) {
        link.plans.next(fault);
        return this;
    }

    /** Plans a fault for each connection, counted from its own beginning, until {@link #behave()}. */
    public FaultProxy always(Fault fault) {
        link.plans.always(fault);
        return this;
    }

    /** Resets every connection that is open, and returns when that is done. */
    public FaultProxy cut() {
        List<Future<?>> cuts = new ArrayList<>();
        connections.forEach(connection -> cuts.add(connection.cut()));
        cuts.forEach(Future::awaitUninterruptibly);
        return this;
    }

    /** Back to the beginning: no delay, no limit, nothing planned, listening. Swallowed bytes stay swallowed. */
    public FaultProxy behave() throws IOException {
        link.plans.clear();
        link.roundTrip(Duration.ZERO);
        link.bytesPerSecond(0);
        link.dripBytes = 0;
        link.isHeld = false;
        link.isBlackhole = false;
        return refuse(false).changed();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    /** How many there ever were. */
    public long accepted() {
        return accepted.sum();
    }

    /** How many bytes were passed on. */
    public long bytes(Direction direction) {
        return link.bytes(direction);
    }

    /** How many faults came about; {@link #pending()} tells of those planned for once that did not yet. */
    public long happened() {
        return link.plans.happened();
    }

    public int pending() {
        return link.plans.pending();
    }

    /** Closes all connections and waits until its threads have ended. */
    @Override
    public synchronized void close() {
        if (loops.isShuttingDown()) {
            return;
        }
        if (listener != null) {
            listener.close().syncUninterruptibly();
            listener = null;
        }
        cut();
        loops.shutdownGracefully(0, 2, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private FaultProxy changed() {
        connections.forEach(Connection::changed);
        return this;
    }

    private int listenSomewhere() throws IOException {
        for (int i = 1; ; i++) {
            try {
                return listen(ThreadLocalRandom.current().nextInt(LOWEST_PORT, HIGHEST_PORT));
            } catch (IOException e) {
                if (i == PORTS_TRIED) {
                    throw e;
                }
            }
        }
    }

    private int listen(int wanted) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_REUSEADDR, true)
                .option(ChannelOption.SO_BACKLOG, 1024)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel client) {
                        accept(client);
                    }
                })
                .bind(HOST, wanted)
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("the proxy cannot listen on port " + wanted, bound.cause());
        }
        listener = bound.channel();
        return wanted;
    }

    private void accept(SocketChannel client) {
        accepted.increment();
        Connection connection = new Connection(client, link, connections::remove);
        connections.add(connection);
        if (link.isBlackhole) {
            connection.ignore();
            return;
        }
        new Bootstrap()
                .group(client.eventLoop())
                .channel(Epoll.isAvailable() ? EpollSocketChannel.class : NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, CONNECT_MILLIS)
                .handler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel server) {
                        // bytes are read only once both ends are joined
                    }
                })
                .connect(serverHost, serverPort)
                .addListener((ChannelFuture found) -> {
                    if (found.isSuccess()) {
                        connection.join((SocketChannel) found.channel());
                    } else {
                        connection.reset();
                    }
                });
    }

    @Override
    public String toString() {
        return "proxy " + HOST + ":" + port + " before " + serverHost + ":" + serverPort;
    }
}
