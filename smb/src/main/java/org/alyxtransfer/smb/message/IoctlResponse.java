package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/** What an IOCTL gave (2.2.32). */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record IoctlResponse(int code, byte[] output) {
    public static IoctlResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Command.IOCTL, 49);
        fields.variable(fields.uint32(BODY + 24, "input offset"), fields.uint32(BODY + 28, "input count"), "input");
        Fields output = fields.variable(
                fields.uint32(BODY + 32, "output offset"), fields.uint32(BODY + 36, "output count"), "output");
        return new IoctlResponse(fields.int32(BODY + 4, "control code"), output.bytes());
    }
}
