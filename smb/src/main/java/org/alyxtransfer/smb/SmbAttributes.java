package org.alyxtransfer.smb;

import java.time.Instant;
import org.alyxtransfer.smb.message.CloseResponse;
import org.alyxtransfer.smb.message.CreateResponse;
import org.alyxtransfer.smb.message.DirectoryEntry;
import org.alyxtransfer.smb.message.FileAttributes;
import org.alyxtransfer.smb.message.FileTimes;

/**
 * What the server says of a file or folder.
 *
 * @param size bytes; 0 for folders
 * @param written when its content was last changed
 * @param isLink a reparse point: where it leads is not followed
 */
public record SmbAttributes(long size, Instant written, boolean isFolder, boolean isLink, boolean isHidden) {
    static SmbAttributes of(CreateResponse answer) {
        return of(answer.endOfFile(), answer.times(), answer.attributes());
    }

    static SmbAttributes of(CloseResponse answer) {
        return of(answer.endOfFile(), answer.times(), answer.attributes());
    }

    static SmbAttributes of(DirectoryEntry entry) {
        return of(entry.endOfFile(), entry.times(), entry.attributes());
    }

    private static SmbAttributes of(long endOfFile, FileTimes times, int flags) {
        boolean isFolder = (flags & FileAttributes.DIRECTORY) != 0;
        return new SmbAttributes(
                isFolder ? 0 : endOfFile,
                FileTimes.toInstant(times.written()),
                isFolder,
                (flags & FileAttributes.REPARSE_POINT) != 0,
                (flags & FileAttributes.HIDDEN) != 0);
    }
}
