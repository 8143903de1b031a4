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
 * @param created as the server shows it: not all keep such a time, or keep it as it was set
 * @param written when its content was last changed
 * @param isLink a reparse point: where it leads is not followed
 */
public record SmbAttributes(
        long size, Instant created, Instant written, boolean isFolder, boolean isLink, boolean isHidden) {
    static SmbAttributes of(CreateResponse answer) {
        return of(answer.endOfFile(), answer.times(), answer.attributes());
    }

    static SmbAttributes of(CloseResponse answer) {
        return of(answer.endOfFile(), answer.times(), answer.attributes());
    }

    static SmbAttributes of(DirectoryEntry entry) {
        return of(entry.endOfFile(), entry.times(), entry.attributes());
    }

    static SmbAttributes of(CreateResponse answer, FileTimes times) {
        return of(answer.endOfFile(), times, answer.attributes());
    }

    private static SmbAttributes of(long endOfFile, FileTimes times, int flags) {
        boolean isFolder = (flags & FileAttributes.DIRECTORY) != 0;
        return new SmbAttributes(
                isFolder ? 0 : endOfFile,
                FileTimes.toInstant(times.created()),
                FileTimes.toInstant(times.written()),
                isFolder,
                (flags & FileAttributes.REPARSE_POINT) != 0,
                (flags & FileAttributes.HIDDEN) != 0);
    }
}
