package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * How much room a file system has, from QUERY_INFO (2.2.38, MS-FSCC 2.5.4).
 *
 * @param freeBytes what this user may still fill: quotas count
 */
public record VolumeSize(long totalBytes, long freeBytes) {
    static final int BYTES = 32;

    /** The answer to {@link QueryInfoRequest#fullSize}. */
    public static VolumeSize read(ByteBuf message) {
        Fields size = Output.of(message, Command.QUERY_INFO);
        long unit = size.uint32(24, "sectors per allocation unit") * size.uint32(28, "bytes per sector");
        return new VolumeSize(
                bytes(size, 0, "total allocation units", unit), bytes(size, 8, "available allocation units", unit));
    }

    private static long bytes(Fields size, int at, String field, long unit) {
        long units = size.size64(at, field);
        if (unit < 0 || Math.multiplyHigh(units, unit) != 0 || units * unit < 0) {
            throw size.malformed(field, "is " + units + " units of " + Long.toUnsignedString(unit) + " bytes");
        }
        return units * unit;
    }
}
