package org.alyxtransfer.plan;

/** What to do when another content is already registered, or lies at the target. */
public enum OnConflict {
    /** Refuse the file before a byte moves. */
    FAIL,
    /** Leave what is there. */
    SKIP,
    /** Upload into today's revision folder, {@code #YYYY-MM-DD#}. */
    REVISION,
    /** Put the new content in its place. */
    REPLACE
}
