package org.alyxtransfer.smb.message;

import io.netty.buffer.ByteBuf;

/** An open file as the server calls it (2.2.14.1); worth nothing outside its session. */
public record FileId(long persistent, long fleeting) {
    /** The file that the message before in the same compound opened; also no file at all, for some IOCTLs. */
    public static final FileId RELATED = new FileId(-1, -1);

    static final int BYTES = 16;

    void writeTo(ByteBuf out) {
        out.writeLongLE(persistent);
        out.writeLongLE(fleeting);
    }

    static FileId read(Fields fields, int at) {
        return new FileId(fields.int64(at, "file id"), fields.int64(at + 8, "file id"));
    }
}
