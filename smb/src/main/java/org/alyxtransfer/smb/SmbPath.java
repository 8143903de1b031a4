package org.alyxtransfer.smb;

/** Paths of this library's callers have slashes, those of the protocol backslashes ([MS-SMB2] 2.2.13). */
final class SmbPath {
    private SmbPath() {}

    /** @param path relative to the share, without a leading slash; empty for the share's root */
    static String onWire(String path) {
        if (path.startsWith("/") || path.indexOf('\\') >= 0 || path.indexOf('\0') >= 0) {
            throw new IllegalArgumentException(
                    "a path within a share is relative, with slashes between its parts: " + path.replace('\0', '?'));
        }
        return path.replace('/', '\\');
    }
}
