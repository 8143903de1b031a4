package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Lists a folder, one answer's worth; the next request goes on where the answer ended (2.2.33). Asks for
 * FileDirectoryInformation, the smallest entry that has sizes and times.
 *
 * @param restart   whether to begin anew
 * @param pattern   {@code *} for all
 * @param maxOutput the most bytes that the answer may carry
 */
public record QueryDirectoryRequest(FileId id, boolean restart, String pattern, int maxOutput) implements Request {
    private static final int FIXED = 32;
    private static final int FILE_DIRECTORY_INFORMATION = 0x01;
    private static final int RESTART_SCANS = 0x1;

    public QueryDirectoryRequest {
        Text.requireShort(pattern, "a pattern");
        if (maxOutput < 0) {
            throw new IllegalArgumentException("an answer of at most " + maxOutput + " bytes");
        }
    }

    @Override
    public Command command() {
        return Command.QUERY_DIRECTORY;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(maxOutput);
    }

    @Override
    public int bodyBytes() {
        return FIXED + Math.max(1, Text.bytes(pattern));
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(33);
        out.writeByte(FILE_DIRECTORY_INFORMATION);
        out.writeByte(restart ? RESTART_SCANS : 0);
        out.writeIntLE(0);
        id.writeTo(out);
        out.writeShortLE(Header.BYTES + FIXED);
        out.writeShortLE(Text.bytes(pattern));
        out.writeIntLE(maxOutput);
        Text.write(pattern, out);
        if (pattern.isEmpty()) {
            out.writeByte(0);
        }
    }
}
