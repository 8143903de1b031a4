package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks what a file is like, or the file system that it is on (2.2.37). */
public final class QueryInfoRequest implements Request {
    private static final int FIXED = 40;
    private static final int FILE = 1;
    private static final int FILE_SYSTEM = 2;
    private static final int FILE_BASIC_INFORMATION = 4;
    private static final int FILE_FS_FULL_SIZE_INFORMATION = 7;

    private final FileId id;
    private final int type;
    private final int informationClass;
    private final int outputBytes;

    private QueryInfoRequest(FileId id, int type, int informationClass, int outputBytes) {
        this.id = id;
        this.type = type;
        this.informationClass = informationClass;
        this.outputBytes = outputBytes;
    }

    /** How much room the file system has (MS-FSCC 2.5.4), for {@link VolumeSize#read}. */
    public static QueryInfoRequest fullSize(FileId id) {
        return new QueryInfoRequest(id, FILE_SYSTEM, FILE_FS_FULL_SIZE_INFORMATION, VolumeSize.BYTES);
    }

    /** The file's times (MS-FSCC 2.4.7), for {@link FileTimes#ofBasicInformation}; needs {@link Access#READ_ATTRIBUTES}. */
    public static QueryInfoRequest times(FileId id) {
        return new QueryInfoRequest(id, FILE, FILE_BASIC_INFORMATION, FileTimes.BASIC_INFORMATION_BYTES);
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
        out.writeByte(type);
        out.writeByte(informationClass);
        out.writeIntLE(outputBytes);
        out.writeIntLE(0); // no input
        out.writeIntLE(0);
        out.writeIntLE(0);
        out.writeIntLE(0);
        id.writeTo(out);
        out.writeByte(0);
    }
}
