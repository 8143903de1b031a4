package org.alyxtransfer.automation.watch;

/**
 * One thing that a source showed.
 *
 * @param item what it is: a dataset's or session's id, a path
 * @param version changes with it
 * @param changed a text that grows with time, by which old entries are forgotten; "" to keep it
 * @param work the item of the work that it means
 * @param cause what makes it another piece of work even if the session's datasets are the same; "" for nothing
 */
record Seen(String item, String version, String changed, String work, String cause) {
    /** Something whose every version is a cause of its own; it is never forgotten. */
    static Seen itself(String item, String version) {
        return new Seen(item, version, "", item, version);
    }
}
