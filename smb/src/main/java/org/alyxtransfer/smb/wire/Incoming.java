package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import java.nio.ByteBuffer;
import org.alyxtransfer.smb.crypto.BrokenSealException;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Break;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.Header;
import org.alyxtransfer.smb.message.MalformedMessageException;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.ReadResponse;
import org.alyxtransfer.smb.wire.Compound.Use;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Checks what the server sent and gives it to the exchange that waits for it ([MS-SMB2] 3.2.5.1).
 *
 * <p>Whatever breaks a rule ends the connection: an answer nobody asked for, a missing or wrong signature, a plain answer
 * in a sealed session, a length that lies. The bytes of such an answer reach nobody.
 */
final class Incoming {
    private static final Logger log = LoggerFactory.getLogger(Incoming.class);
    private static final int PLAIN = 0xFE534D42;
    private static final int SEALED = 0xFD534D42;
    private static final int TRANSFORM = FrameEncoder.TRANSFORM;
    private static final int ORIGINAL_SIZE = 36; // offsets in the TRANSFORM_HEADER, [MS-SMB2] 2.2.41
    private static final int SESSION_ID = 44;
    private static final int LARGEST_BEFORE_NEGOTIATION = 128 << 10;
    private static final long UNSOLICITED = -1;

    private final Connection connection;
    private final Pending pending;
    private volatile int largestFrame = LARGEST_BEFORE_NEGOTIATION;

    Incoming(Connection connection, Pending pending) {
        this.connection = connection;
        this.pending = pending;
    }

    void allowFrames(int bytes) {
        largestFrame = bytes;
    }

    void progressed() {
        connection.progressed();
    }

    void broken(RuntimeException why) {
        connection.fail(asFailure(why));
    }

    void checkLength(int length) {
        if (length < Header.BYTES || length > largestFrame) {
            throw violation("a frame of " + Integer.toUnsignedString(length) + " bytes");
        }
    }

    /** The arrival of a READ's answer whose bytes can go straight to their place; null for any other frame. */
    @Nullable
    Arrival arrival(ByteBuf head, int frameBytes) {
        if (head.getInt(head.readerIndex()) != PLAIN) {
            return null;
        }
        Header header = Header.read(head);
        if (header.command() != Command.READ || header.status() != NtStatus.SUCCESS || header.nextCommand() != 0) {
            return null;
        }
        Exchange<?> exchange = pending.find(header.messageId());
        Compound compound = exchange == null ? null : exchange.compound;
        Payload target = compound == null ? null : compound.payloadFor(Use.TARGET);
        if (exchange == null
                || compound == null
                || target == null
                || compound.exchanges().size() > 1) {
            return null;
        }
        ReadResponse read = ReadResponse.read(head, frameBytes);
        int headBytes = head.readableBytes();
        if (read.dataOffset() != headBytes
                || headBytes + read.length() != frameBytes
                || read.length() > target.length()) {
            return null; // the long way finds out what is wrong with it
        }
        checkProtection(header, compound.guard(), false);
        checkBelonging(header, exchange, compound);
        Arrival arrival =
                new Arrival(exchange, compound, header, head, target.bytes().limit(read.length()));
        take(exchange); // last: should there be no memory for an arrival, the exchange ends with the others
        return arrival;
    }

    /** The last byte of an arrival is there. */
    void arrived(Arrival arrival) {
        try {
            if (arrival.compound().guard() == Guard.SIGNED
                    && !connection.security().signer().verify(arrival.head(), arrival.payload())) {
                throw wrongSignature(arrival.header());
            }
            connection.granted(arrival.header().credits());
            arrival.read();
        } catch (RuntimeException | Error e) { // an Error too: nobody else ends what waits for this answer
            SmbException why = asFailure(e);
            arrival.failed(why);
            throw why;
        }
        arrival.finish();
    }

    /** One whole frame; it may be changed, and is not kept. */
    void frame(ByteBuf frame) {
        int protocol = frame.getInt(frame.readerIndex());
        if (protocol == SEALED) {
            open(frame);
            messages(frame.slice(frame.readerIndex() + TRANSFORM, frame.readableBytes() - TRANSFORM), true);
        } else if (protocol == PLAIN) {
            messages(frame, false);
        } else {
            throw violation("a frame that is no SMB 2 message");
        }
    }

    private void open(ByteBuf frame) {
        Security security = connection.security();
        int start = frame.readerIndex();
        if (security.sealerOrNull() == null
                || frame.readableBytes() < TRANSFORM + Header.BYTES
                || frame.getIntLE(start + ORIGINAL_SIZE) != frame.readableBytes() - TRANSFORM
                || frame.getLongLE(start + SESSION_ID) != security.sessionId()) {
            throw violation("an encrypted frame that does not belong to this session");
        }
        try {
            security.sealer().open(frame.nioBuffer());
        } catch (BrokenSealException e) {
            throw SmbException.of(
                    Reason.PROTOCOL, "an encrypted answer was changed on its way; nothing of it was used", e);
        }
    }

    private void messages(ByteBuf frame, boolean sealed) {
        ByteBuf rest = frame;
        while (true) {
            Header header = Header.read(rest);
            int next = header.nextCommand();
            int length = rest.readableBytes();
            if (next == 0) {
                message(header, rest, sealed);
                return;
            }
            if (next < Header.BYTES || (next & 7) != 0 || next > length - Header.BYTES) {
                throw violation("a chain of answers that points outside its frame");
            }
            message(header, rest.slice(rest.readerIndex(), next), sealed);
            rest = rest.slice(rest.readerIndex() + next, length - next);
        }
    }

    private void message(Header header, ByteBuf message, boolean sealed) {
        if (!header.isResponse()) {
            throw violation("a request where an answer was expected");
        }
        if (header.messageId() == UNSOLICITED) {
            notified(header, message, sealed);
            return;
        }
        Exchange<?> exchange = pending.find(header.messageId());
        Compound compound = exchange == null ? null : exchange.compound;
        if (exchange == null || compound == null || exchange.request().command() != header.command()) {
            throw violation("an answer to nothing that was asked");
        }
        boolean interim = header.status() == NtStatus.PENDING && header.isAsync();
        if (!interim || sealed || compound.guard() == Guard.SEALED) {
            checkProtection(header, compound.guard(), sealed); // interim answers are never signed
        }
        checkBelonging(header, exchange, compound);
        if (interim) {
            exchange.asyncId = header.asyncId();
            connection.granted(header.credits());
            return;
        }
        if (compound.guard() == Guard.SIGNED
                && !connection.security().signer().verify(message.nioBuffer(), ByteBuffer.allocate(0))) {
            throw wrongSignature(header);
        }
        take(exchange);
        answer(exchange, compound, header, message);
        if (saysAllIsGone(header.status())) { // a new connection has a new session and share; this one is of no use
            throw dropped(header);
        }
    }

    /**
     * Something that the server says unasked: of such it may only say that an oplock or lease is broken. This client asks for
     * none, so that the break is of no file that it has open, and to be passed over ([MS-SMB2] 3.2.5.19.1, 3.2.5.19.2).
     */
    private void notified(Header header, ByteBuf message, boolean sealed) {
        if (header.command() != Command.OPLOCK_BREAK) {
            throw violation("a " + header.command() + " answer that nobody asked for");
        }
        if (!sealed && connection.isSealed()) {
            throw violation("an oplock break that is not encrypted");
        }
        Break unasked = Break.read(message);
        log.debug("passed over a break of what was never asked for: {}", unasked);
    }

    private void answer(Exchange<?> exchange, Compound compound, Header header, ByteBuf message) {
        try {
            connection.granted(header.credits());
            exchange.answered(header.status(), message);
        } catch (RuntimeException | Error e) { // an Error too: nobody else ends what waits for this answer
            SmbException why = asFailure(e);
            compound.exchangeFailed(why);
            throw why;
        }
        compound.exchangeIsOver();
    }

    private void take(Exchange<?> exchange) {
        if (pending.take(exchange.messageId) == null) {
            throw violation("a second answer to the same request");
        }
    }

    /** The answer's session and tree must be those of its request; a login and a tree only get their numbers by it. */
    private void checkBelonging(Header header, Exchange<?> exchange, Compound compound) {
        Command command = header.command();
        long session = connection.security().sessionId();
        boolean hasSession = command != Command.NEGOTIATE && (session != 0 || command != Command.SESSION_SETUP);
        if (hasSession && header.sessionId() != session) {
            throw violation("a " + command + " answer of another session");
        }
        boolean hasTree = command != Command.TREE_CONNECT && compound.treeId() != 0 && !header.isAsync();
        if (hasTree && header.treeId() != compound.treeId()) {
            throw violation("a " + command + " answer of another share");
        }
        if (header.isAsync() && exchange.asyncId != 0 && header.asyncId() != exchange.asyncId) {
            throw violation("a " + command + " answer of another operation");
        }
    }

    private static void checkProtection(Header header, Guard guard, boolean sealed) {
        if ((guard == Guard.SEALED && !sealed) || (guard == Guard.SIGNED && !header.isSigned())) {
            if (saysSessionIsGone(header.status())) { // who has no session cannot sign for it
                throw dropped(header);
            }
            throw violation("a " + header.command() + " answer that is not "
                    + (guard == Guard.SEALED ? "encrypted" : "signed"));
        }
    }

    private static boolean saysSessionIsGone(int status) {
        return status == NtStatus.USER_SESSION_DELETED || status == NtStatus.NETWORK_SESSION_EXPIRED;
    }

    private static boolean saysAllIsGone(int status) {
        return saysSessionIsGone(status) || status == NtStatus.NETWORK_NAME_DELETED;
    }

    private static SmbException dropped(Header header) {
        return SmbException.of(
                Reason.DISCONNECTED,
                "the server has dropped the session or the share: " + NtStatus.name(header.status()));
    }

    private static SmbException wrongSignature(Header header) {
        return violation("a " + header.command() + " answer with a wrong signature");
    }

    private static SmbException violation(String what) {
        return SmbException.of(Reason.PROTOCOL, "the server sent " + what + "; the connection was dropped");
    }

    private static SmbException asFailure(Throwable why) {
        if (why instanceof SmbException known) {
            return known;
        }
        if (why instanceof MalformedMessageException) {
            return SmbException.of(
                    Reason.PROTOCOL, "the server sent a malformed answer (" + why.getMessage() + ")", why);
        }
        if (why instanceof OutOfMemoryError) {
            return SmbException.of(
                    Reason.DISCONNECTED,
                    "there was no memory left to read an answer (" + why.getMessage() + "); the connection was dropped",
                    why);
        }
        return SmbException.of(Reason.PROTOCOL, "an answer could not be read (" + why + ")", why);
    }
}
