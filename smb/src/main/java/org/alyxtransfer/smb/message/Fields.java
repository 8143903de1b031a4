package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;

/**
 * A stretch of a received message, read field by field: each access is checked against the stretch's end and fails with
 * {@link MalformedMessageException} naming message and field. Positions count from the stretch's first byte, which for a
 * whole message is its header's, as the protocol counts.
 */
final class Fields {
    /** Where a message's body begins. */
    static final int BODY = Header.BYTES;

    private final String message;
    private final ByteBuf bytes;
    private final int start;
    private final int length;
    private final int fixedEnd;

    private Fields(String message, ByteBuf bytes, int start, int length, int fixedEnd) {
        this.message = message;
        this.bytes = bytes;
        this.start = start;
        this.length = length;
        this.fixedEnd = fixedEnd;
    }

    static Fields of(String message, ByteBuf bytes) {
        return new Fields(message, bytes, bytes.readerIndex(), bytes.readableBytes(), 0);
    }

    static Fields of(String message, byte[] bytes) {
        return of(message, Unpooled.wrappedBuffer(bytes));
    }

    /**
     * A whole response, whose header names the command and whose body has at least the fixed part of its structure: an
     * odd structure size counts one byte of the variable part, which isn't always there.
     */
    static Fields ofResponse(ByteBuf message, Command command, int structureSize) {
        Header header = Header.read(message);
        int fixedEnd = BODY + (structureSize & ~1);
        String name = command + " response";
        Fields fields = new Fields(name, message, message.readerIndex(), message.readableBytes(), fixedEnd);
        if (header.command() != command || !header.isResponse()) {
            throw fields.malformed(
                    "header", "is that of a " + header.command() + (header.isResponse() ? " response" : " request"));
        }
        fields.expect16(BODY, structureSize, "structure size");
        fields.part(0, fixedEnd, "fixed part");
        return fields;
    }

    int length() {
        return length;
    }

    int uint8(int at, String field) {
        need(at, 1, field);
        return bytes.getUnsignedByte(start + at);
    }

    int uint16(int at, String field) {
        need(at, 2, field);
        return bytes.getUnsignedShortLE(start + at);
    }

    int int32(int at, String field) {
        need(at, 4, field);
        return bytes.getIntLE(start + at);
    }

    long uint32(int at, String field) {
        return Integer.toUnsignedLong(int32(at, field));
    }

    /** An unsigned number of 32 bits of which no honest one needs the highest. */
    int count32(int at, String field) {
        int value = int32(at, field);
        if (value < 0) {
            throw malformed(field, "is " + Integer.toUnsignedString(value) + ", more than anything has");
        }
        return value;
    }

    long int64(int at, String field) {
        need(at, 8, field);
        return bytes.getLongLE(start + at);
    }

    /** A size or position in a file: signed on the wire, never negative. */
    long size64(int at, String field) {
        long value = int64(at, field);
        if (value < 0) {
            throw malformed(field, "is negative: " + value);
        }
        return value;
    }

    void expect16(int at, int expected, String field) {
        int value = uint16(at, field);
        if (value != expected) {
            throw malformed(field, "is " + value + ", expected " + expected);
        }
    }

    byte[] bytes(int at, int count, String field) {
        need(at, count, field);
        byte[] copy = new byte[count];
        bytes.getBytes(start + at, copy);
        return copy;
    }

    byte[] bytes() {
        return bytes(0, length, "content");
    }

    /** UTF-16LE, unit by unit: a name that isn't valid Unicode keeps its units and so goes back as it came. */
    String text(int at, int byteCount, String field) {
        need(at, byteCount, field);
        if (byteCount % 2 != 0) {
            throw malformed(field, "has an odd number of bytes: " + byteCount);
        }
        char[] units = new char[byteCount / 2];
        for (int i = 0; i < units.length; i++) {
            units[i] = (char) bytes.getUnsignedShortLE(start + at + 2 * i);
        }
        return new String(units);
    }

    /** {@code count} bytes from {@code at} on. */
    Fields part(long at, long count, String field) {
        need(at, count, field);
        return new Fields(message, bytes, start + (int) at, (int) count, 0);
    }

    /** The rest from {@code at} on. */
    Fields from(long at, String field) {
        return part(at, length - at, field);
    }

    /** What a body's offset and length point to: an empty stretch whatever the offset, never any of the fixed part. */
    Fields variable(long at, long count, String field) {
        if (count == 0) {
            return part(0, 0, field);
        }
        if (at < fixedEnd) {
            throw malformed(field, "begins at " + at + ", inside the fixed part of " + fixedEnd + " bytes");
        }
        return part(at, count, field);
    }

    MalformedMessageException malformed(String field, String why) {
        return new MalformedMessageException(message, field, why);
    }

    private void need(long at, long count, String field) {
        if (at < 0 || count < 0 || at > length || count > length - at) {
            throw malformed(field, "reaches over the end: " + count + " bytes at " + at + " of " + length);
        }
    }
}
