package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * Asks to be told once something changes in a folder (2.2.35): the answer comes then, and covers what changed since the
 * request before on the same handle.
 *
 * @param filter of {@link ChangeFilter}
 * @param tree   whether folders below count too
 */
public record ChangeNotifyRequest(FileId id, int filter, boolean tree, int maxOutput) implements Request {
    private static final int WATCH_TREE = 0x1;

    public ChangeNotifyRequest {
        if (maxOutput < 0) {
            throw new IllegalArgumentException("an answer of at most " + maxOutput + " bytes");
        }
    }

    @Override
    public Command command() {
        return Command.CHANGE_NOTIFY;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(maxOutput);
    }

    @Override
    public int bodyBytes() {
        return 32;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(32);
        out.writeShortLE(tree ? WATCH_TREE : 0);
        out.writeIntLE(maxOutput);
        id.writeTo(out);
        out.writeIntLE(filter);
        out.writeIntLE(0);
    }
}
