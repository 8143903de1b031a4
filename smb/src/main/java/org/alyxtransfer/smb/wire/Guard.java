package org.alyxtransfer.smb.wire;

/** How a message is protected on its way; its answer must be protected alike. */
public enum Guard {
    PLAIN,
    SIGNED,
    SEALED
}
