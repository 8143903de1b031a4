package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.List;

/**
 * What the server says it negotiated (2.2.32.6). Below 3.1.1 an attacker could have changed NEGOTIATE on the way; asked
 * again in a signed exchange, the answer must equal that of NEGOTIATE, else the connection ends (3.2.5.5).
 */
@SuppressWarnings("ArrayRecordComponent") // bytes on their way to or from a buffer; nobody compares them
public record ValidateNegotiate(int capabilities, byte[] serverGuid, int securityMode, Dialect dialect) {
    private static final int BYTES = 24;

    /** The request (2.2.31.4), which repeats what the client's {@link NegotiateRequest} said. */
    public static IoctlRequest request(int capabilities, byte[] clientGuid, int securityMode, List<Dialect> dialects) {
        byte[] input = new byte[24 + 2 * dialects.size()];
        ByteBuf out = Unpooled.wrappedBuffer(input).clear();
        out.writeIntLE(capabilities);
        out.writeBytes(clientGuid);
        out.writeShortLE(securityMode);
        out.writeShortLE(dialects.size());
        dialects.forEach(dialect -> out.writeShortLE(dialect.code()));
        return new IoctlRequest(ControlCode.VALIDATE_NEGOTIATE_INFO, FileId.RELATED, input, BYTES);
    }

    public static ValidateNegotiate read(IoctlResponse response) {
        Fields fields = Fields.of("VALIDATE_NEGOTIATE_INFO response", response.output());
        if (response.code() != ControlCode.VALIDATE_NEGOTIATE_INFO || fields.length() != BYTES) {
            throw fields.malformed(
                    "content", "is " + fields.length() + " bytes for 0x" + Integer.toHexString(response.code()));
        }
        return new ValidateNegotiate(
                fields.int32(0, "capabilities"),
                fields.bytes(4, 16, "server GUID"),
                fields.uint16(20, "security mode"),
                Dialect.of(fields.uint16(22, "dialect")));
    }
}
