package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Enters a share (2.2.9).
 *
 * @param path {@code \\server\share}
 */
public record TreeConnectRequest(String path) implements Request {
    private static final int FIXED = 8;

    public TreeConnectRequest {
        Text.requireShort(path, "a share's path");
        if (path.isEmpty()) {
            throw new IllegalArgumentException("an empty path of a share");
        }
    }

    @Override
    public Command command() {
        return Command.TREE_CONNECT;
    }

    @Override
    public int bodyBytes() {
        return FIXED + Text.bytes(path);
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(9);
        out.writeShortLE(0);
        out.writeShortLE(Header.BYTES + FIXED);
        out.writeShortLE(Text.bytes(path));
        Text.write(path, out);
    }
}
