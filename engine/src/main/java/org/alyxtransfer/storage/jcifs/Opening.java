package org.alyxtransfer.storage.jcifs;

import jcifs.internal.smb2.create.Smb2CreateRequest;

/** The ways in which this package opens a file: what it may do with it, and what it does when it is there or not. */
enum Opening {
    /** Empties what is there. */
    FRESH(Access.WRITE, Smb2CreateRequest.FILE_OVERWRITE_IF, Smb2CreateRequest.FILE_NON_DIRECTORY_FILE),
    /** Goes on with what is there. */
    RESUME(Access.WRITE, Smb2CreateRequest.FILE_OPEN_IF, Smb2CreateRequest.FILE_NON_DIRECTORY_FILE),
    /** One more handle of a file that must be there. */
    AGAIN(Access.WRITE, Smb2CreateRequest.FILE_OPEN, Smb2CreateRequest.FILE_NON_DIRECTORY_FILE),
    READ(
            Access.READ_DATA | Access.READ_ATTRIBUTES | Access.SYNCHRONIZE,
            Smb2CreateRequest.FILE_OPEN,
            Smb2CreateRequest.FILE_NON_DIRECTORY_FILE | Smb2CreateRequest.FILE_OPEN_REPARSE_POINT),
    STAT(Access.READ_ATTRIBUTES, Smb2CreateRequest.FILE_OPEN, Smb2CreateRequest.FILE_OPEN_REPARSE_POINT),
    LIST(Access.READ_DATA | Access.READ_ATTRIBUTES, Smb2CreateRequest.FILE_OPEN, Smb2CreateRequest.FILE_DIRECTORY_FILE),
    RENAME(
            Access.DELETE | Access.READ_ATTRIBUTES,
            Smb2CreateRequest.FILE_OPEN,
            Smb2CreateRequest.FILE_NON_DIRECTORY_FILE | Smb2CreateRequest.FILE_OPEN_REPARSE_POINT),
    DELETE(
            Access.DELETE,
            Smb2CreateRequest.FILE_OPEN,
            Smb2CreateRequest.FILE_NON_DIRECTORY_FILE
                    | Smb2CreateRequest.FILE_DELETE_ON_CLOSE
                    | Smb2CreateRequest.FILE_OPEN_REPARSE_POINT),
    MAKE_FOLDER(Access.READ_ATTRIBUTES, Smb2CreateRequest.FILE_OPEN_IF, Smb2CreateRequest.FILE_DIRECTORY_FILE),
    /** A file that nobody else can open, and that is gone when its handle or connection is. */
    EXCLUSIVE(
            Access.READ_DATA | Access.WRITE | Access.DELETE,
            Smb2CreateRequest.FILE_OPEN_IF,
            Smb2CreateRequest.FILE_NON_DIRECTORY_FILE | Smb2CreateRequest.FILE_DELETE_ON_CLOSE);

    /** [MS-SMB2] 2.2.13.1.1. */
    private static final class Access {
        static final int READ_DATA = 0x1;
        static final int WRITE_DATA = 0x2;
        static final int READ_ATTRIBUTES = 0x80;
        static final int WRITE_ATTRIBUTES = 0x100;
        static final int DELETE = 0x10000;
        static final int SYNCHRONIZE = 0x100000;
        static final int WRITE = WRITE_DATA | READ_ATTRIBUTES | WRITE_ATTRIBUTES | SYNCHRONIZE;
    }

    private static final int HIDDEN = 0x2;
    private static final int NORMAL = 0x80;

    private final int access;
    private final int disposition;
    private final int options;

    Opening(int access, int disposition, int options) {
        this.access = access;
        this.disposition = disposition;
        this.options = options;
    }

    Smb2CreateRequest request(Lane lane, String path) {
        Smb2CreateRequest create = new Smb2CreateRequest(lane.configuration(), path);
        create.setFullUNCPath(null, null, lane.uncPrefix() + path);
        create.setDesiredAccess(access);
        create.setCreateDisposition(disposition);
        create.setCreateOptions(options);
        create.setShareAccess(
                this == EXCLUSIVE
                        ? 0
                        : Smb2CreateRequest.FILE_SHARE_READ
                                | Smb2CreateRequest.FILE_SHARE_WRITE
                                | Smb2CreateRequest.FILE_SHARE_DELETE);
        create.setFileAttributes(this == EXCLUSIVE ? HIDDEN : NORMAL);
        return create;
    }
}
