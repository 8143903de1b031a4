package org.alyxtransfer.plan;

/** How files are named on the share. */
public enum Naming {
    /** With the dataset's id before the extension, as ONE and Alyx's own URLs expect; known only after registration. */
    UUID,
    /** As on the rig. */
    PLAIN
}
