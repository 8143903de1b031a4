package org.alyxtransfer.storage.jcifs;

import java.time.Instant;
import jcifs.internal.SmbBasicFileInfo;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.FileStat;

/** What the server says of one file or folder; times in milliseconds since 1970. */
record RemoteAttributes(int flags, long size, long modifiedMillis) {
    private static final int DIRECTORY = 0x10;
    private static final int REPARSE_POINT = 0x400;

    static RemoteAttributes of(SmbBasicFileInfo info) {
        return new RemoteAttributes(info.getAttributes(), info.getSize(), info.getLastWriteTime());
    }

    FileStat at(FilePath path) {
        boolean directory = (flags & DIRECTORY) != 0;
        FileStat.Type type = (flags & REPARSE_POINT) != 0
                ? FileStat.Type.LINK
                : directory ? FileStat.Type.DIRECTORY : FileStat.Type.FILE;
        return new FileStat(path, type, directory ? 0 : size, Instant.ofEpochMilli(modifiedMillis));
    }
}
