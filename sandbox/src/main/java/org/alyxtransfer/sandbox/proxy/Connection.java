package org.alyxtransfer.sandbox.proxy;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.SocketChannel;
import io.netty.util.concurrent.Future;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A client's connection and the one to the server that belongs to it, both on one event loop. */
final class Connection {
    /** How bytes stop. */
    enum End {
        HALF_CLOSE,
        RESET
    }

    private final SocketChannel client;
    private final Link link;
    private final Consumer<Connection> whenClosed;
    private final Conduit up;
    private final Set<Direction> over = EnumSet.noneOf(Direction.class);
    private @Nullable SocketChannel server;
    private @Nullable Conduit down;
    private boolean isClosed;

    Connection(SocketChannel client, Link link, Consumer<Connection> whenClosed) {
        this.client = client;
        this.link = link;
        this.whenClosed = whenClosed;
        this.up = new Conduit(this, Direction.UP, link, client);
        client.pipeline().addLast(up);
    }

    /** The other half is there; bytes may flow. */
    void join(SocketChannel found) {
        server = found;
        down = new Conduit(this, Direction.DOWN, link, found);
        found.pipeline().addLast(down);
        if (isClosed || !found.isActive()) {
            noLinger(found);
            found.close();
            reset();
        }
        wake();
    }

    /** There will be no other half. */
    void ignore() {
        up.swallow();
    }

    /** Conditions changed; from any thread. */
    void changed() {
        client.eventLoop().execute(this::wake);
    }

    /** From any thread. */
    Future<?> cut() {
        return client.eventLoop().submit(this::reset);
    }

    /** Before, the other half is still on its way: what comes has to wait. */
    boolean isJoined() {
        return down != null;
    }

    Channel target(Direction direction) {
        return direction == Direction.UP && server != null ? server : client;
    }

    Conduit against(Conduit one) {
        return one == up && down != null ? down : up;
    }

    /** All bytes of a direction are written, and its end comes. */
    void over(Direction direction, End end) {
        over.add(direction);
        if (end == End.RESET || server == null) {
            reset();
        } else if (over.size() == 2) {
            close();
        } else if (!isClosed) {
            ((SocketChannel) target(direction)).shutdownOutput();
        }
    }

    /** Ends both halves at once. */
    void reset() {
        if (!isClosed) {
            noLinger(client);
            if (server != null) {
                noLinger(server);
            }
        }
        close();
    }

    private void wake() {
        if (down != null && !isClosed) {
            up.wake();
            down.wake();
        }
    }

    private void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        up.release();
        if (down != null) {
            down.release();
        }
        client.close();
        if (server != null) {
            server.close();
        }
        whenClosed.accept(this);
    }

    /** The peer sees a reset instead of an end. */
    private static void noLinger(SocketChannel channel) {
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
        }
    }
}
