package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.smb.SmbAttributes;
import org.alyxtransfer.storage.FileStat;

/** The server's attributes in this program's words. */
final class Attributes {
    private Attributes() {}

    static FileStat at(FilePath path, SmbAttributes found) {
        FileStat.Type type =
                found.isLink() ? FileStat.Type.LINK : found.isFolder() ? FileStat.Type.DIRECTORY : FileStat.Type.FILE;
        return new FileStat(path, type, found.isFolder() ? 0 : found.size(), found.written());
    }
}
