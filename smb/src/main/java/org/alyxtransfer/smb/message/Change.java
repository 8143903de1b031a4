package org.alyxtransfer.smb.message;

/**
 * One thing that happened to a file below a watched folder (MS-FSCC 2.7.1).
 *
 * @param name from the watched folder, parted by backslashes; never empty, no part of it is empty, {@code .} or {@code ..}
 */
public record Change(Action action, String name) {
    static final int FIXED = 12;

    /** What happened. */
    public enum Action {
        ADDED,
        REMOVED,
        MODIFIED,
        RENAMED_FROM,
        RENAMED_TO,
        STREAM_ADDED,
        STREAM_REMOVED,
        STREAM_MODIFIED,
        REMOVED_BY_DELETE,
        ID_NOT_TUNNELLED,
        TUNNELLED_ID_COLLISION;

        private static final Action[] BY_CODE = values(); // declared in the order of their codes, which begin at 1
    }

    static Change read(Fields entry) {
        int action = entry.int32(4, "action");
        if (action < 1 || action > Action.BY_CODE.length) {
            throw entry.malformed("action", "is " + action);
        }
        String name = entry.text(FIXED, entry.count32(8, "file name length"), "file name");
        if (!isPath(name)) {
            throw entry.malformed("file name", "is no path below the watched folder");
        }
        return new Change(Action.BY_CODE[action - 1], name);
    }

    private static boolean isPath(String name) {
        if (name.indexOf('\0') >= 0 || name.indexOf('/') >= 0) {
            return false;
        }
        int start = 0;
        while (start <= name.length()) {
            int backslash = name.indexOf('\\', start);
            int end = backslash < 0 ? name.length() : backslash;
            int length = end - start;
            boolean up = name.startsWith("..", start) && length == 2;
            if (length == 0 || up || (length == 1 && name.charAt(start) == '.')) {
                return false;
            }
            start = end + 1;
        }
        return true;
    }
}
