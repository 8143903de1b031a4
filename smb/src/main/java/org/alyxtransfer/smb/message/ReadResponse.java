package org.alyxtransfer.smb.message;

import static org.alyxtransfer.smb.message.Fields.BODY;

import io.netty.buffer.ByteBuf;

/**
 * Where in its message a read's data are (2.2.20). That they are no more than was asked for is the caller's to check.
 *
 * @param dataOffset from the header's first byte
 * @param length     bytes
 */
public record ReadResponse(int dataOffset, int length) {
    public static final int FIXED_BYTES = 16;

    private static final int STRUCTURE_SIZE = 17;

    /**
     * Looks at the first {@link Header#BYTES} + {@link #FIXED_BYTES} bytes only, so that data can be passed on while the
     * rest is still arriving.
     *
     * @param messageBytes how long the whole message is going to be
     */
    public static ReadResponse read(ByteBuf message, int messageBytes) {
        Fields fields = Fields.ofResponse(message, Command.READ, STRUCTURE_SIZE);
        int offset = fields.uint8(BODY + 2, "data offset");
        long length = fields.uint32(BODY + 4, "data length");
        if (offset < Header.BYTES + FIXED_BYTES) {
            throw fields.malformed("data offset", "is " + offset + ", inside the fixed part");
        }
        if (offset + length > messageBytes) {
            throw fields.malformed(
                    "data", "reach over the end: " + length + " bytes at " + offset + " of " + messageBytes);
        }
        return new ReadResponse(offset, (int) length);
    }
}
