package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import java.util.List;
import org.alyxtransfer.smb.crypto.Sealer;
import org.alyxtransfer.smb.crypto.Signer;
import org.alyxtransfer.smb.message.CancelRequest;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.wire.Compound.Use;
import org.alyxtransfer.smb.wire.Credits.Granted;
import org.jspecify.annotations.Nullable;

/**
 * Lays out a frame: length prefix ([MS-SMB2] 2.1), TRANSFORM_HEADER when sealed (2.2.41), messages padded to 8 bytes
 * (3.2.4.1.4); signs or seals it where it lies.
 */
final class FrameEncoder {
    static final int PREFIX = 4;
    static final int TRANSFORM = 52;
    private static final int MESSAGES = PREFIX + TRANSFORM;
    private static final int NEXT_COMMAND = 20; // offset in the header

    private final ByteBufAllocator allocator;

    FrameEncoder(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** The frame; its caller releases it. */
    ByteBuf encode(Granted granted, Security security) {
        Compound compound = granted.compound();
        Payload own = compound.payloadFor(Use.FRAME);
        ByteBuf frame =
                own == null ? allocator.directBuffer(size(compound)) : Unpooled.wrappedBuffer(own.withHeadroom());
        try {
            frame.setIndex(0, 0);
            frame.writerIndex(MESSAGES);
            writeMessages(granted, security, frame, own);
            protect(compound.guard(), security, frame);
            if (own != null && compound.guard() == Guard.SEALED) {
                Sealer sealer = security.sealer();
                compound.restoreWith(() -> sealer.unseal(own.withHeadroom().position(PREFIX)));
            }
            return frame;
        } catch (RuntimeException | Error e) {
            frame.release();
            throw e;
        }
    }

    /** A CANCEL of an exchange under way ([MS-SMB2] 3.2.4.24): same message id, no credit. */
    ByteBuf cancel(Exchange<?> exchange, Compound compound, Security security) {
        CancelRequest request = new CancelRequest();
        boolean async = exchange.asyncId != 0;
        int flags = (async ? Header.ASYNC : 0) | (compound.guard() == Guard.SIGNED ? Header.SIGNED : 0);
        ByteBuf frame = allocator.directBuffer(MESSAGES + Header.BYTES + request.bodyBytes());
        try {
            frame.writerIndex(MESSAGES);
            writeCancel(request, exchange, compound, security, flags, frame);
            protect(compound.guard(), security, frame);
            return frame;
        } catch (RuntimeException | Error e) {
            frame.release();
            throw e;
        }
    }

    private static void writeCancel(
            CancelRequest request,
            Exchange<?> exchange,
            Compound compound,
            Security security,
            int flags,
            ByteBuf frame) {
        new Header(
                        0,
                        0,
                        Command.CANCEL,
                        0,
                        flags,
                        0,
                        exchange.messageId,
                        compound.treeId(),
                        exchange.asyncId,
                        security.sessionId())
                .writeTo(frame);
        request.writeTo(frame);
        if (compound.guard() == Guard.SIGNED) {
            security.signer().sign(frame.nioBuffer(MESSAGES, frame.writerIndex() - MESSAGES));
        }
    }

    private static void writeMessages(Granted granted, Security security, ByteBuf frame, @Nullable Payload own) {
        Compound compound = granted.compound();
        List<Exchange<?>> exchanges = compound.exchanges();
        int ask = granted.ask();
        for (int i = 0; i < exchanges.size(); i++) {
            Exchange<?> exchange = exchanges.get(i);
            int start = frame.writerIndex();
            header(exchange, compound, security, i, ask).writeTo(frame);
            exchange.request().writeTo(frame);
            ask = 1;
            if (exchange.request().command() == Command.WRITE) {
                appendPayload(compound, frame, own);
            }
            if (i < exchanges.size() - 1) {
                frame.writeZero(-(frame.writerIndex() - start) & 7);
                frame.setIntLE(start + NEXT_COMMAND, frame.writerIndex() - start);
            }
            if (compound.guard() == Guard.SIGNED) {
                Signer signer = security.signer();
                signer.sign(frame.nioBuffer(start, frame.writerIndex() - start));
            }
            compound.sending(frame.nioBuffer(start, frame.writerIndex() - start));
        }
    }

    private static void appendPayload(Compound compound, ByteBuf frame, @Nullable Payload own) {
        Payload copied = compound.payloadFor(Use.COPY);
        if (own != null) {
            frame.writerIndex(frame.writerIndex() + own.length());
        } else if (copied != null) {
            frame.writeBytes(copied.bytes());
        }
    }

    private static Header header(Exchange<?> exchange, Compound compound, Security security, int index, int ask) {
        int flags = (index > 0 ? Header.RELATED : 0) | (compound.guard() == Guard.SIGNED ? Header.SIGNED : 0);
        return new Header(
                exchange.request().creditCharge(),
                0,
                exchange.request().command(),
                ask,
                flags,
                0,
                exchange.messageId,
                compound.treeId(),
                0,
                security.sessionId());
    }

    private static void protect(Guard guard, Security security, ByteBuf frame) {
        int length = frame.writerIndex() - MESSAGES;
        if (guard == Guard.SEALED) {
            length += TRANSFORM;
            security.sealer().seal(frame.nioBuffer(PREFIX, length), security.sessionId());
        }
        int start = frame.writerIndex() - length - PREFIX;
        frame.setInt(start, length); // one zero byte and 24 bits of length, in network order
        frame.readerIndex(start);
    }

    private static int size(Compound compound) {
        int size = MESSAGES;
        for (Exchange<?> exchange : compound.exchanges()) {
            size += Header.BYTES + exchange.request().bodyBytes() + 7;
        }
        Payload copied = compound.payloadFor(Use.COPY);
        return copied == null ? size : size + copied.length();
    }
}
