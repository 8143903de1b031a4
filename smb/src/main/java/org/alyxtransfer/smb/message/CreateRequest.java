package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Opens or creates a file or folder, without an oplock (2.2.13).
 *
 * @param desiredAccess of {@link Access}
 * @param shareAccess   of {@link ShareAccess}
 * @param disposition   of {@link Disposition}
 * @param options       of {@link CreateOptions}
 * @param name          from the share's root, parted by backslashes, none in front; empty for the root itself
 */
public record CreateRequest(
        int desiredAccess, int fileAttributes, int shareAccess, int disposition, int options, String name)
        implements Request {
    private static final int FIXED = 56;
    private static final int IMPERSONATION = 2;

    public CreateRequest {
        Text.requireShort(name, "a name");
    }

    @Override
    public Command command() {
        return Command.CREATE;
    }

    @Override
    public int bodyBytes() {
        return FIXED + Math.max(1, Text.bytes(name)); // "the Buffer field MUST be at least one byte" (2.2.13)
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(57);
        out.writeByte(0);
        out.writeByte(0); // no oplock
        out.writeIntLE(IMPERSONATION);
        out.writeLongLE(0);
        out.writeLongLE(0);
        out.writeIntLE(desiredAccess);
        out.writeIntLE(fileAttributes);
        out.writeIntLE(shareAccess);
        out.writeIntLE(disposition);
        out.writeIntLE(options);
        out.writeShortLE(Header.BYTES + FIXED);
        out.writeShortLE(Text.bytes(name));
        out.writeIntLE(0); // no create contexts
        out.writeIntLE(0);
        Text.write(name, out);
        if (name.isEmpty()) {
            out.writeByte(0);
        }
    }
}
