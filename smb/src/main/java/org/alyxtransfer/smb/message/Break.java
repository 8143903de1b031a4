package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * The server's demand, in nobody's answer, that a client give up a promise about a file it has open (2.2.23). This client
 * asks for no promise, so that there is nothing to give up, and nothing to acknowledge (3.2.5.19).
 */
public sealed interface Break permits OplockBreak, LeaseBreak {
    /** Which of the two it is shows in the structure's size. */
    static Break read(ByteBuf message) {
        int size = Fields.of("OPLOCK_BREAK notification", message).uint16(Fields.BODY, "structure size");
        return size == LeaseBreak.NOTIFICATION_BYTES ? LeaseBreak.read(message) : OplockBreak.read(message);
    }
}
