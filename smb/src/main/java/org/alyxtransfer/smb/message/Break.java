package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * The server's demand, in nobody's answer, that a client give up a promise about a file it has open (2.2.23). This client
 * asks for none, so none is expected; answered, it harms nothing.
 */
public sealed interface Break permits OplockBreak, LeaseBreak {
    /** Whether the server waits for {@link #acknowledgement}. */
    boolean wantsAcknowledgement();

    /** Agrees to what the server demands. */
    Request acknowledgement();

    /** Which of the two it is shows in the structure's size. */
    static Break read(ByteBuf message) {
        int size = Fields.of("OPLOCK_BREAK notification", message).uint16(Fields.BODY, "structure size");
        return size == LeaseBreak.NOTIFICATION_BYTES ? LeaseBreak.read(message) : OplockBreak.read(message);
    }
}
