package org.alyxtransfer.smb.message;

/**
 * One name in a folder (MS-FSCC 2.4.10): no slash, backslash or NUL in it, but it may be {@code .} or {@code ..}.
 *
 * @param attributes of {@link FileAttributes}
 */
public record DirectoryEntry(String name, FileTimes times, long endOfFile, long allocationBytes, int attributes) {
    static final int FIXED = 64;

    public boolean isDirectory() {
        return (attributes & FileAttributes.DIRECTORY) != 0;
    }

    static DirectoryEntry read(Fields entry) {
        int nameBytes = entry.count32(60, "file name length");
        String name = entry.text(FIXED, nameBytes, "file name");
        if (name.isEmpty() || name.indexOf('/') >= 0 || name.indexOf('\\') >= 0 || name.indexOf('\0') >= 0) {
            throw entry.malformed("file name", "is no name: a folder's entry is one name without slashes or NUL");
        }
        return new DirectoryEntry(
                name,
                FileTimes.read(entry, 8),
                entry.size64(40, "end of file"),
                entry.size64(48, "allocation size"),
                entry.int32(56, "file attributes"));
    }
}
