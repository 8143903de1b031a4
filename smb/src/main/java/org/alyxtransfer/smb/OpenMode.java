package org.alyxtransfer.smb;

import org.alyxtransfer.smb.message.Access;
import org.alyxtransfer.smb.message.CreateOptions;
import org.alyxtransfer.smb.message.CreateRequest;
import org.alyxtransfer.smb.message.Disposition;
import org.alyxtransfer.smb.message.FileAttributes;
import org.alyxtransfer.smb.message.ShareAccess;

/**
 * What may be done with an open file, and what opening does when it is there or not ([MS-SMB2] 2.2.13). All but {@link
 * #EXCLUSIVE} let others read, write, rename and delete it meanwhile.
 */
public enum OpenMode {
    /** To read a file that is there; a link itself, not where it leads. */
    READ(
            Access.READ_DATA | Access.READ_ATTRIBUTES | Access.SYNCHRONIZE,
            Disposition.OPEN,
            CreateOptions.NON_DIRECTORY | CreateOptions.OPEN_REPARSE_POINT),
    /** To write a file from its beginning; what is there is emptied. */
    WRITE_FRESH(Rights.WRITE, Disposition.OVERWRITE_IF, CreateOptions.NON_DIRECTORY),
    /** To go on with a file that may be there. */
    WRITE_ON(Rights.WRITE, Disposition.OPEN_IF, CreateOptions.NON_DIRECTORY),
    /** To write a file that must be there. */
    WRITE_AGAIN(Rights.WRITE, Disposition.OPEN, CreateOptions.NON_DIRECTORY),
    /** For nobody else; deleted when it is closed or the connection breaks. */
    EXCLUSIVE(
            Access.READ_DATA | Rights.WRITE | Access.DELETE,
            Disposition.OPEN_IF,
            CreateOptions.NON_DIRECTORY | CreateOptions.DELETE_ON_CLOSE),
    /** To look at what something is. */
    STAT(Access.READ_ATTRIBUTES, Disposition.OPEN, CreateOptions.OPEN_REPARSE_POINT),
    /** To list or watch a folder. */
    LIST(
            Access.LIST_DIRECTORY | Access.READ_ATTRIBUTES | Access.SYNCHRONIZE,
            Disposition.OPEN,
            CreateOptions.DIRECTORY),
    /** To make a folder, if it is not there. */
    MAKE_FOLDER(Access.READ_ATTRIBUTES, Disposition.OPEN_IF, CreateOptions.DIRECTORY),
    /** To give a file another name, or to delete it. */
    RENAME(
            Access.DELETE | Access.READ_ATTRIBUTES,
            Disposition.OPEN,
            CreateOptions.NON_DIRECTORY | CreateOptions.OPEN_REPARSE_POINT),
    /** To delete a file by closing it. */
    DELETE(
            Access.DELETE,
            Disposition.OPEN,
            CreateOptions.NON_DIRECTORY | CreateOptions.DELETE_ON_CLOSE | CreateOptions.OPEN_REPARSE_POINT),
    /** To delete an empty folder; asked for afterwards, as Samba lets a full one be opened to be deleted, and keeps it. */
    DELETE_FOLDER(Access.DELETE, Disposition.OPEN, CreateOptions.DIRECTORY | CreateOptions.OPEN_REPARSE_POINT);

    private static final class Rights {
        static final int WRITE =
                Access.WRITE_DATA | Access.READ_ATTRIBUTES | Access.WRITE_ATTRIBUTES | Access.SYNCHRONIZE;
    }

    private final int access;
    private final int disposition;
    private final int options;

    OpenMode(int access, int disposition, int options) {
        this.access = access;
        this.disposition = disposition;
        this.options = options;
    }

    CreateRequest request(String path) {
        int everybody = ShareAccess.READ | ShareAccess.WRITE | ShareAccess.DELETE;
        return new CreateRequest(
                access,
                this == EXCLUSIVE ? FileAttributes.HIDDEN : FileAttributes.NORMAL,
                this == EXCLUSIVE ? 0 : everybody,
                disposition,
                options,
                path);
    }
}
