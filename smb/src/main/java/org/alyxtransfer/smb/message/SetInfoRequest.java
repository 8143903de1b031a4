package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;
import java.util.function.Consumer;

/** Changes what a file is like or how it is called (2.2.39). The answer says only that it was done. */
public final class SetInfoRequest implements Request {
    private static final int FIXED = 32;
    private static final int FILE = 1;
    private static final int FILE_BASIC_INFORMATION = 4;
    private static final int FILE_RENAME_INFORMATION = 10;
    private static final int FILE_DISPOSITION_INFORMATION = 13;
    private static final int FILE_ALLOCATION_INFORMATION = 19;
    private static final int FILE_END_OF_FILE_INFORMATION = 20;

    private final FileId id;
    private final int informationClass;
    private final int contentBytes;
    private final Consumer<ByteBuf> content;

    private SetInfoRequest(FileId id, int informationClass, int contentBytes, Consumer<ByteBuf> content) {
        this.id = id;
        this.informationClass = informationClass;
        this.contentBytes = contentBytes;
        this.content = content;
    }

    /**
     * Gives the file another name (MS-FSCC 2.4.42.2); needs {@link Access#DELETE}.
     *
     * @param newName from the share's root, parted by backslashes, none in front
     * @param replace whether a file that has the name is replaced; else it is an OBJECT_NAME_COLLISION
     */
    public static SetInfoRequest rename(FileId id, String newName, boolean replace) {
        Text.requireShort(newName, "a name");
        int bytes = Math.max(24, 20 + Text.bytes(newName)); // Windows refuses fewer than the structure's padded size
        return new SetInfoRequest(id, FILE_RENAME_INFORMATION, bytes, out -> {
            out.writeByte(replace ? 1 : 0);
            out.writeZero(7);
            out.writeLongLE(0); // root directory: the share's
            out.writeIntLE(Text.bytes(newName));
            Text.write(newName, out);
            out.writeZero(bytes - 20 - Text.bytes(newName));
        });
    }

    /** Says whether the file goes when its last handle is closed (MS-FSCC 2.4.11); needs {@link Access#DELETE}. */
    public static SetInfoRequest delete(FileId id, boolean delete) {
        return new SetInfoRequest(id, FILE_DISPOSITION_INFORMATION, 1, out -> out.writeByte(delete ? 1 : 0));
    }

    /** Cuts the file off, or lengthens it with zeros (MS-FSCC 2.4.13). */
    public static SetInfoRequest endOfFile(FileId id, long bytes) {
        return size(id, FILE_END_OF_FILE_INFORMATION, bytes);
    }

    /** Reserves room for a file; less than its size cuts it off (MS-FSCC 2.4.4). */
    public static SetInfoRequest allocation(FileId id, long bytes) {
        return size(id, FILE_ALLOCATION_INFORMATION, bytes);
    }

    /**
     * Sets when the file's content was last written, and no other time (MS-FSCC 2.4.7).
     *
     * @param writtenFileTime as {@link FileTimes#toFileTime} gives it
     */
    public static SetInfoRequest times(FileId id, long writtenFileTime) {
        return basic(id, 0, writtenFileTime, 0);
    }

    /**
     * Sets when the file was created, and no other time (MS-FSCC 2.4.7).
     *
     * @param createdFileTime as {@link FileTimes#toFileTime} gives it
     */
    public static SetInfoRequest created(FileId id, long createdFileTime) {
        return basic(id, createdFileTime, 0, 0);
    }

    /**
     * Sets the file's attributes (MS-FSCC 2.4.7).
     *
     * @param flags of {@link FileAttributes}, not none of them
     */
    public static SetInfoRequest attributes(FileId id, int flags) {
        return basic(id, 0, 0, flags);
    }

    private static SetInfoRequest basic(FileId id, long createdFileTime, long writtenFileTime, int flags) {
        return new SetInfoRequest(id, FILE_BASIC_INFORMATION, 40, out -> {
            out.writeLongLE(createdFileTime);
            out.writeLongLE(0); // 0: stays as it is
            out.writeLongLE(writtenFileTime);
            out.writeLongLE(0);
            out.writeIntLE(flags);
            out.writeIntLE(0);
        });
    }

    private static SetInfoRequest size(FileId id, int informationClass, long bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("a size of " + bytes + " bytes");
        }
        return new SetInfoRequest(id, informationClass, 8, out -> out.writeLongLE(bytes));
    }

    @Override
    public Command command() {
        return Command.SET_INFO;
    }

    @Override
    public int creditCharge() {
        return Request.creditCharge(contentBytes);
    }

    @Override
    public int bodyBytes() {
        return FIXED + contentBytes;
    }

    @Override
    public void writeTo(ByteBuf out) {
        out.writeShortLE(33);
        out.writeByte(FILE);
        out.writeByte(informationClass);
        out.writeIntLE(contentBytes);
        out.writeShortLE(Header.BYTES + FIXED);
        out.writeShortLE(0);
        out.writeIntLE(0);
        id.writeTo(out);
        content.accept(out);
    }
}
