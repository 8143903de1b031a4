package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Ticker;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.ReadResponse;
import org.jspecify.annotations.Nullable;

/**
 * Cuts the stream into frames ([MS-SMB2] 2.1). A frame that is there as a whole is not copied; the payload of a READ that
 * is still arriving goes straight to where it belongs.
 */
final class Inbound extends ChannelInboundHandlerAdapter {
    private static final int PREFIX = 4;
    private static final int HEAD = Header.BYTES + ReadResponse.FIXED_BYTES;

    private final Incoming incoming;
    private final Ticker clock;
    private final ByteBuf prefix = Unpooled.buffer(PREFIX, PREFIX);
    private final ByteBuf head = Unpooled.buffer(HEAD, HEAD);
    private int frameBytes = -1;
    private long begunNanos;
    private @Nullable ByteBuf whole;
    private @Nullable Arrival arrival;
    private boolean ended;

    Inbound(Incoming incoming, Ticker clock) {
        this.incoming = incoming;
        this.clock = clock;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf in = (ByteBuf) message;
        try {
            incoming.progressed();
            while (in.isReadable() && !ended) {
                take(in, context);
            }
        } catch (RuntimeException e) {
            incoming.broken(e);
        } finally {
            in.release();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        incoming.broken(SmbException.of(Reason.DISCONNECTED, "the server closed the connection"));
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        incoming.broken(
                SmbException.of(Reason.DISCONNECTED, "the connection broke (" + cause.getMessage() + ")", cause));
    }

    /** Nothing more is taken in; what was arriving is given up. */
    void end(SmbException why) {
        ended = true;
        if (arrival != null) {
            arrival.failed(why);
            arrival = null;
        }
        if (whole != null) {
            whole.release();
            whole = null;
        }
    }

    /** Whether part of a frame is there. */
    boolean isArriving() {
        return frameBytes >= 0 || prefix.isReadable();
    }

    /** Whether a frame arrives for too long: whoever waits for it may wait for ever, as a watch does. */
    boolean isOverdue(long nowNanos, long progressNanos, long allowedNanos) {
        return isArriving() && Pending.isOverdue(begunNanos, nowNanos, progressNanos, allowedNanos);
    }

    private void take(ByteBuf in, ChannelHandlerContext context) {
        if (frameBytes < 0) {
            readPrefix(in);
        } else if (arrival != null) {
            if (arrival.fill(in)) {
                Arrival done = arrival;
                arrival = null;
                frameBytes = -1;
                incoming.arrived(done);
            }
        } else if (whole != null) {
            collect(whole, in);
        } else {
            begin(in, context);
        }
    }

    private void readPrefix(ByteBuf in) {
        if (!prefix.isReadable()) {
            begunNanos = clock.nanoTime();
        }
        int missing = PREFIX - prefix.readableBytes();
        in.readBytes(prefix, Math.min(missing, in.readableBytes()));
        if (prefix.readableBytes() == PREFIX) {
            int length = prefix.readInt();
            prefix.clear();
            incoming.checkLength(length);
            frameBytes = length;
            head.clear();
        }
    }

    private void begin(ByteBuf in, ChannelHandlerContext context) {
        if (head.readableBytes() == 0 && in.readableBytes() >= frameBytes) {
            int length = frameBytes;
            frameBytes = -1;
            incoming.frame(in.readSlice(length));
            return;
        }
        int wanted = Math.min(HEAD, frameBytes) - head.readableBytes();
        in.readBytes(head, Math.min(wanted, in.readableBytes()));
        if (head.readableBytes() < Math.min(HEAD, frameBytes)) {
            return;
        }
        arrival = frameBytes > HEAD ? incoming.arrival(head, frameBytes) : null;
        if (arrival == null) {
            whole = context.alloc().directBuffer(frameBytes);
            whole.writeBytes(head, head.readerIndex(), head.readableBytes());
            finishIfWhole(whole);
        }
    }

    private void collect(ByteBuf frame, ByteBuf in) {
        in.readBytes(frame, Math.min(frameBytes - frame.readableBytes(), in.readableBytes()));
        finishIfWhole(frame);
    }

    private void finishIfWhole(ByteBuf frame) {
        if (frame.readableBytes() < frameBytes) {
            return;
        }
        whole = null;
        frameBytes = -1;
        try {
            incoming.frame(frame);
        } finally {
            frame.release();
        }
    }
}
