package org.alyxtransfer.sandbox.alyx;

/**
 * What register-file takes for the same dataset.
 *
 * @param owner the session's id, or the object's of an aggregate
 * @param revision the revision's name, empty for the original
 */
record DatasetKey(String owner, String collection, String name, String type, String format, String revision) {

    /** All revisions of one file share it; only one of them is the default. */
    Family family() {
        return new Family(owner, collection, name);
    }

    /** Owner, collection and name. */
    record Family(String owner, String collection, String name) {}
}
