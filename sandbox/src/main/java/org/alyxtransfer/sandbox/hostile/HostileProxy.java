package org.alyxtransfer.sandbox.hostile;

import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Stands on loopback between SMB clients and a real server, and gives each of the server's frames to a {@link Tamper}.
 *
 * <p>Takes its buffers from the heap, so that what Netty's pool lends out is the client's alone. Its methods block.
 */
public final class HostileProxy implements AutoCloseable {
    private static final int LARGEST_FRAME = 16 << 20;

    private final EventLoopGroup loops =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("hostile", true), NioIoHandler.newFactory());
    private final Set<Channel> clients = ConcurrentHashMap.newKeySet();
    private final Set<Channel> forgotten = ConcurrentHashMap.newKeySet(); // the server's ends whose clients are gone
    private final String serverHost;
    private final int serverPort;
    private final Channel listener;
    private volatile boolean hidesEnds;
    private volatile Tamper tamper = (number, message) -> Tamper.Reply.of(message);

    private HostileProxy(String serverHost, int serverPort) {
        this.serverHost = serverHost;
        this.serverPort = serverPort;
        this.listener = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .childOption(ChannelOption.AUTO_READ, false)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childOption(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .childHandler(initializer(this::accept))
                .bind("127.0.0.1", 0)
                .syncUninterruptibly()
                .channel();
    }

    public static HostileProxy before(String host, int port) {
        return new HostileProxy(host, port);
    }

    public int port() {
        return ((InetSocketAddress) listener.localAddress()).getPort();
    }

    /** For connections that are made from now on. */
    public void use(Tamper other) {
        tamper = other;
    }

    /** While it does, no end of a client reaches the server, as when a device on the way has forgotten a connection. */
    public void hideEnds(boolean hides) {
        hidesEnds = hides;
    }

    /** Whether within that time no connection is open any more. */
    public boolean isLeft(Duration within) throws InterruptedException {
        long end = System.nanoTime() + within.toNanos();
        while (!clients.isEmpty()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(2);
        }
        return true;
    }

    @Override
    public void close() {
        listener.close().syncUninterruptibly();
        hidesEnds = false;
        clients.forEach(Channel::close);
        forgotten.forEach(Channel::close);
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
    }

    private void accept(Channel client) {
        Tamper mine = tamper;
        clients.add(client);
        client.closeFuture().addListener(closed -> clients.remove(client));
        new Bootstrap()
                .group(client.eventLoop())
                .channel(NioSocketChannel.class)
                .option(ChannelOption.AUTO_READ, false)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.ALLOCATOR, UnpooledByteBufAllocator.DEFAULT)
                .handler(initializer(server -> {}))
                .connect(serverHost, serverPort)
                .addListener((ChannelFutureListener) found -> join(client, found.channel(), mine));
    }

    private void join(Channel client, Channel server, Tamper tamper) {
        int[] number = {0};
        client.pipeline().addLast(frames(), handler(message -> {
            tamper.request(message);
            server.writeAndFlush(Unpooled.wrappedBuffer(Tamper.Reply.framed(message)));
        }));
        server.pipeline().addLast(frames(), handler(message -> pass(tamper.answer(number[0]++, message), client)));
        client.closeFuture().addListener(closed -> {
            if (hidesEnds) {
                forgotten.add(server);
            } else {
                server.close();
            }
        });
        server.closeFuture().addListener(closed -> client.close());
        client.config().setAutoRead(true);
        server.config().setAutoRead(true);
    }

    private static void pass(Tamper.Reply reply, Channel client) {
        long due = 0;
        for (byte[] bytes : reply.bytes()) {
            if (due == 0) {
                client.writeAndFlush(Unpooled.wrappedBuffer(bytes));
            } else {
                client.eventLoop()
                        .schedule(() -> client.writeAndFlush(Unpooled.wrappedBuffer(bytes)), due, TimeUnit.NANOSECONDS);
            }
            due += reply.pause().toNanos();
        }
        if (reply.hangUp()) {
            client.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
        }
    }

    private static ChannelHandler frames() {
        return new LengthFieldBasedFrameDecoder(LARGEST_FRAME, 0, 4, 0, 4);
    }

    private static ChannelHandler handler(Consumer<byte[]> take) {
        return new SimpleChannelInboundHandler<ByteBuf>() {
            @Override
            protected void channelRead0(ChannelHandlerContext context, ByteBuf message) {
                take.accept(ByteBufUtil.getBytes(message));
            }

            @Override
            public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
                context.close();
            }
        };
    }

    private static ChannelInitializer<Channel> initializer(Consumer<Channel> start) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(Channel channel) {
                start.accept(channel);
            }
        };
    }
}
