package org.alyxtransfer.sandbox.samba;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * One share of a sandbox server.
 *
 * @param folder what it shares; null for a temporary folder that goes when the server is closed
 * @param tmpfsMebibytes size of a tmpfs mounted for the share (root only), to run into a full disk; 0 for none
 */
public record ShareSettings(String name, @Nullable Path folder, boolean readOnly, int tmpfsMebibytes) {
    /** Refuses names that smb.conf or a URI would read differently, and a tmpfs over a folder that belongs to somebody. */
    public ShareSettings {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9_-]{0,79}")) {
            throw new IllegalArgumentException("A share's name is letters, digits, '-' and '_', not: " + name);
        }
        if (tmpfsMebibytes < 0) {
            throw new IllegalArgumentException("A tmpfs has no negative size: " + tmpfsMebibytes);
        }
        if (tmpfsMebibytes > 0 && folder != null) {
            throw new IllegalArgumentException("A tmpfs would hide what is in " + folder + ": give one or the other");
        }
    }

    /** A writable share over a temporary folder. */
    public static ShareSettings temporary(String name) {
        return new ShareSettings(name, null, false, 0);
    }

    /** A writable share over a folder of the caller's, which stays. */
    public static ShareSettings of(String name, Path folder) {
        return new ShareSettings(name, folder, false, 0);
    }

    /** A writable share that holds this much and no more; needs root. */
    public static ShareSettings tmpfs(String name, int mebibytes) {
        return new ShareSettings(name, null, false, mebibytes);
    }

    /** The same share, for reading only. */
    public ShareSettings asReadOnly() {
        return new ShareSettings(name, folder, true, tmpfsMebibytes);
    }
}
