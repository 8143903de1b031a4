package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/** How many bytes were written (2.2.22), which may be fewer than were sent. */
public record WriteResponse(int count) {
    public static WriteResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.WRITE, 17);
        return new WriteResponse(fields.count32(BODY + 4, "count"));
    }
}
