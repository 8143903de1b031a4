package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * An answer of any command whose header's status says why there is no other (2.2.2).
 *
 * @param contexts how many error contexts {@code content} consists of; 0 before 3.1.1
 * @param content  more about some errors, such as a symbolic link's target; mostly empty
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record ErrorResponse(int contexts, byte[] content) {
    public static ErrorResponse read(ByteBuf message) {
        Fields fields = Fields.ofResponse(message, Header.read(message).command(), 9);
        Fields content = fields.variable(BODY + 8, fields.uint32(BODY + 4, "byte count"), "error data");
        return new ErrorResponse(fields.uint8(BODY + 2, "error context count"), content.bytes());
    }
}
