package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** Asks what a file, or the file system it is on, is like (2.2.37). */
public final class QueryInfoRequest implements Request {
    private static final int FIXED = 40;
    private static final int FILE = 1;
    private static final int FILE_SYSTEM = 2;
    private static final int FILE_ALL_INFORMATION = 18;
    private static final int FILE_NETWORK_OPEN_INFORMATION = 34;
    private static final int FILE_FS_FULL_SIZE_INFORMATION = 7;

    private final int type;
    private final int informationClass;
    private final int maxOutput;
    private final FileId id;

    private QueryInfoRequest(int type, int informationClass, int maxOutput, FileId id) {
        this.type = type;
        this.informationClass = informationClass;
        this.maxOutput = maxOutput;
        this.id = id;
    }

    /**
     * Everything about a file (MS-FSCC 2.4.2), for {@link FileInformation#read}. The answer ends with the file's path: if
     * that doesn't fit, the status is {@link NtStatus#BUFFER_OVERFLOW} and the rest is still good.
     */
    public static QueryInfoRequest allInformation(FileId id) {
        return new QueryInfoRequest(FILE, FILE_ALL_INFORMATION, 4_096, id);
    }

    /** Times, sizes and attributes of a file (MS-FSCC 2.4.34), for {@link FileInformation#readNetworkOpen}. */
    public static QueryInfoRequest networkOpen(FileId id) {
        return new QueryInfoRequest(FILE, FILE_NETWORK_OPEN_INFORMATION, FileInformation.NETWORK_OPEN_BYTES, id);
    }

    /** How much room the file system has (MS-FSCC 2.5.4), for {@link VolumeSize#read}. */
    public static QueryInfoRequest fullSize(FileId id) {
        return new QueryInfoRequest(FILE_SYSTEM, FILE_FS_FULL_SIZE_INFORMATION, VolumeSize.BYTES, id);
    }

    @Override
    public Command command() {
        return Command.QUERY_INFO;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(maxOutput);
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
        out.writeIntLE(maxOutput);
        out.writeIntLE(0); // no input
        out.writeIntLE(0);
        out.writeIntLE(0);
        out.writeIntLE(0);
        id.writeTo(out);
        out.writeByte(0);
    }
}
