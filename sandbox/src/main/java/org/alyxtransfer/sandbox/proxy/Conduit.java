package org.alyxtransfer.sandbox.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.util.concurrent.Future;
import java.util.ArrayDeque;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.sandbox.proxy.Connection.End;
import org.alyxtransfer.sandbox.proxy.Plans.Hit;
import org.jspecify.annotations.Nullable;

/**
 * One direction of one connection: reads from one channel, holds what it read for as long as the line takes, writes it to
 * the other. Lives on the event loop that both channels share.
 *
 * <p>Memory: reads on only while less is under way than {@link Link#mostUnderWay()} and the receiver takes what is due.
 */
final class Conduit extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final Direction direction;
    private final Link link;
    private final Channel source;
    private final ArrayDeque<Piece> line = new ArrayDeque<>();
    private @Nullable Future<?> alarm;
    private long alarmAt;
    private long underWay;
    private long position;
    private long lastDue = System.nanoTime();
    private long nextDrip = lastDue;
    private boolean isReading;
    private boolean isSwallowing;
    private boolean isSourceOver;
    private boolean isReleased;

    Conduit(Connection connection, Direction direction, Link link, Channel source) {
        this.connection = connection;
        this.direction = direction;
        this.link = link;
        this.source = source;
    }

    /** What is on the line. */
    private sealed interface Piece {
        /** In the time of {@link System#nanoTime()}. */
        long due();
    }

    private record Bytes(ByteBuf buffer, long due) implements Piece {}

    private record Over(End end, long due) implements Piece {}

    /** Looks again at what may be written and read: something changed. */
    void wake() {
        drain();
        readOn();
    }

    /** Takes all that comes, and passes nothing on. */
    void swallow() {
        isSwallowing = true;
        readOn();
    }

    /** Nothing will come or go any more. */
    void release() {
        isReleased = true;
        if (alarm != null) {
            alarm.cancel(false);
        }
        for (Piece piece : line) {
            if (piece instanceof Bytes bytes) {
                bytes.buffer().release();
            }
        }
        line.clear();
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        isReading = false;
        ByteBuf bytes = (ByteBuf) message;
        try {
            take(bytes);
        } finally {
            bytes.release();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        isReading = false;
        wake();
    }

    /** The channel that this handler reads from takes bytes again: those of the other direction. */
    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        connection.against(this).wake();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            isSourceOver = true;
            put(new Over(End.HALF_CLOSE, link.due(direction, 0, System.nanoTime())));
            drain();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        connection.reset();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        connection.reset(); // one end reset it, so the other shall see the same
    }

    private void take(ByteBuf bytes) {
        while (bytes.isReadable() && !isSwallowing && !isReleased) {
            Hit hit = link.plans.take(direction, position, bytes.readableBytes());
            int length = hit == null ? bytes.readableBytes() : hit.offset();
            if (hit != null && hit.fault().kind() == Fault.Kind.FLIP) {
                int index = bytes.readerIndex() + length++;
                bytes.setByte(index, bytes.getByte(index) ^ 1);
            }
            pass(bytes.readRetainedSlice(length));
            if (hit != null) {
                spoil(hit.fault().kind());
            }
        }
    }

    private void pass(ByteBuf bytes) {
        int length = bytes.readableBytes();
        position += length;
        underWay += length;
        put(new Bytes(bytes, link.due(direction, length, System.nanoTime())));
    }

    private void spoil(Fault.Kind kind) {
        if (kind == Fault.Kind.FLIP) {
            return;
        }
        isSwallowing = true;
        if (kind != Fault.Kind.SILENCE) {
            End end = kind == Fault.Kind.RESET ? End.RESET : End.HALF_CLOSE;
            put(new Over(end, link.due(direction, 0, System.nanoTime())));
        }
    }

    /** What comes later is never due earlier, also when the line has become shorter meanwhile. */
    private void put(Piece piece) {
        lastDue = piece.due() - lastDue > 0 ? piece.due() : lastDue;
        line.add(piece instanceof Bytes bytes ? new Bytes(bytes.buffer(), lastDue) : piece);
    }

    private void drain() {
        if (!connection.isJoined() && !isSwallowing) {
            return; // epoll reads unasked from a client that has ended its direction
        }
        Channel target = connection.target(direction);
        boolean hasWritten = false;
        while (!line.isEmpty() && !link.isHeld && target.isWritable()) {
            Piece piece = line.element();
            long due = link.dripBytes > 0 && nextDrip - piece.due() > 0 ? nextDrip : piece.due();
            if (due - System.nanoTime() > 0) {
                alarmAt(due);
                break;
            }
            line.remove();
            if (piece instanceof Bytes bytes) {
                hasWritten = true;
                write(bytes, target);
            } else if (piece instanceof Over over) {
                target.writeAndFlush(Unpooled.EMPTY_BUFFER) // done when all before it is
                        .addListener((ChannelFutureListener) written -> connection.over(direction, over.end()));
            }
        }
        if (hasWritten) {
            target.flush();
        }
    }

    private void write(Bytes piece, Channel target) {
        ByteBuf bytes = piece.buffer();
        int drip = link.dripBytes;
        int length = drip > 0 ? Math.min(drip, bytes.readableBytes()) : bytes.readableBytes();
        underWay -= length;
        link.passed(direction, length);
        if (length == bytes.readableBytes()) {
            target.write(bytes, target.voidPromise());
        } else {
            target.write(bytes.readRetainedSlice(length), target.voidPromise());
            line.addFirst(piece);
        }
        nextDrip = System.nanoTime() + link.dripNanos;
    }

    private void alarmAt(long time) {
        if (alarm != null && alarmAt - time <= 0) {
            return;
        }
        if (alarm != null) {
            alarm.cancel(false);
        }
        alarmAt = time;
        alarm = source.eventLoop().schedule(this::ring, time - System.nanoTime(), TimeUnit.NANOSECONDS);
    }

    private void ring() {
        alarm = null;
        wake();
    }

    private void readOn() {
        if (mayRead() && !isReading && !isSourceOver && !isReleased) {
            isReading = true;
            source.read();
        }
    }

    private boolean mayRead() {
        if (isSwallowing) {
            return true;
        }
        boolean isTaken = connection.isJoined() && connection.target(direction).isWritable();
        return isTaken && !link.isHeld && underWay < link.mostUnderWay();
    }
}
