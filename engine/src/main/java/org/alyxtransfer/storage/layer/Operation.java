package org.alyxtransfer.storage.layer;

import java.util.Locale;

/** What a storage can be asked to do. */
public enum Operation {
    LIMITS,
    STAT,
    LIST,
    OPEN,
    READ,
    STAT_AGAIN,
    GET_SMALL,
    OPEN_STAGED,
    WRITE,
    FLUSH,
    STAGE,
    PUT_SMALL,
    PUBLISH,
    DISCARD,
    REMOVE,
    REMOVE_FOLDER,
    LEASE,
    CONFIRM_LEASE,
    FREE_BYTES;

    /** As meters and messages call it, {@code open-staged}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
