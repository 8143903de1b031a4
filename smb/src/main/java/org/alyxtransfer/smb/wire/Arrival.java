package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.ReadResponse;

/**
 * The answer to one READ while its bytes arrive; they go straight into the reader's memory. Nobody looks at them before the
 * whole answer is there and its signature is right.
 */
final class Arrival {
    private final Exchange<?> exchange;
    private final Compound compound;
    private final Header header;
    private final ByteBuffer head;
    private final ByteBuffer target;

    Arrival(Exchange<?> exchange, Compound compound, Header header, ByteBuf head, ByteBuffer target) {
        this.exchange = exchange;
        this.compound = compound;
        this.header = header;
        this.head = ByteBuffer.allocate(head.readableBytes());
        head.getBytes(head.readerIndex(), this.head);
        this.head.flip();
        this.target = target;
    }

    Exchange<?> exchange() {
        return exchange;
    }

    Header header() {
        return header;
    }

    Compound compound() {
        return compound;
    }

    /** The 80 bytes before the payload. */
    ByteBuffer head() {
        return head.duplicate();
    }

    /** The payload so far. */
    ByteBuffer payload() {
        return target.duplicate().flip();
    }

    /** Takes what is there; true when the answer is complete. */
    boolean fill(ByteBuf in) {
        int bytes = Math.min(target.remaining(), in.readableBytes());
        int end = target.limit();
        in.readBytes(target.limit(target.position() + bytes));
        target.limit(end);
        return !target.hasRemaining();
    }

    /** Gives the exchange its answer. */
    void read() {
        @SuppressWarnings("unchecked") // Incoming starts an arrival only for a READ
        Exchange<ReadResponse> read = (Exchange<ReadResponse>) exchange;
        read.answeredWith(header.status(), new ReadResponse(head.capacity(), target.limit()));
    }

    /** Ends the exchange well. */
    void finish() {
        compound.exchangeIsOver();
    }

    void failed(SmbException why) {
        compound.exchangeFailed(why);
    }
}
