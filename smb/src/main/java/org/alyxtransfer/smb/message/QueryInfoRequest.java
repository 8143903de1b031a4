package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks what the file system is like that a file is on (2.2.37). */
public final class QueryInfoRequest implements Request {
    private static final int FIXED = 40;
    private static final int FILE_SYSTEM = 2;
    private static final int FILE_FS_FULL_SIZE_INFORMATION = 7;

    private final FileId id;

    private QueryInfoRequest(FileId id) {
        this.id = id;
    }

    /** How much room the file system has (MS-FSCC 2.5.4), for {@link VolumeSize#read}. */
    public static QueryInfoRequest fullSize(FileId id) {
        return new QueryInfoRequest(id);
    }

    @Override
    public Command command() {
        return Command.QUERY_INFO;
    }

    @Override
    public int bodyBytes() {
        return FIXED + 1;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(41);
        out.writeByte(FILE_SYSTEM);
        out.writeByte(FILE_FS_FULL_SIZE_INFORMATION);
        out.writeIntLE(VolumeSize.BYTES);
        out.writeIntLE(0); // no input
        out.writeIntLE(0);
        out.writeIntLE(0);
        out.writeIntLE(0);
        id.writeTo(out);
        out.writeByte(0);
    }
}
