package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/**
 * What a file is like, from QUERY_INFO (2.2.38).
 *
 * @param deletePending whether it goes when its last handle is closed; network-open information doesn't tell
 * @param attributes    of {@link FileAttributes}
 */
public record FileInformation(
        FileTimes times,
        long endOfFile,
        long allocationBytes,
        int attributes,
        boolean deletePending,
        boolean directory) {
    static final int NETWORK_OPEN_BYTES = 56;

    private static final int ALL_BYTES = 100; // up to the file's path, which isn't used

    /** The answer to {@link QueryInfoRequest#allInformation} (MS-FSCC 2.4.2). */
    public static FileInformation read(ByteBuf message) {
        Fields all = Output.of(message, Command.QUERY_INFO);
        all.part(0, ALL_BYTES, "FileAllInformation");
        return new FileInformation(
                FileTimes.read(all, 0),
                all.size64(48, "end of file"),
                all.size64(40, "allocation size"),
                all.int32(32, "file attributes"),
                all.uint8(60, "delete pending") != 0,
                all.uint8(61, "directory") != 0);
    }

    /** The answer to {@link QueryInfoRequest#networkOpen} (MS-FSCC 2.4.34). */
    public static FileInformation readNetworkOpen(ByteBuf message) {
        Fields open = Output.of(message, Command.QUERY_INFO);
        open.part(0, NETWORK_OPEN_BYTES, "FileNetworkOpenInformation");
        int attributes = open.int32(48, "file attributes");
        return new FileInformation(
                FileTimes.read(open, 0),
                open.size64(40, "end of file"),
                open.size64(32, "allocation size"),
                attributes,
                false,
                (attributes & FileAttributes.DIRECTORY) != 0);
    }
}
