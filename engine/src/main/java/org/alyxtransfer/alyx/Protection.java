package org.alyxtransfer.alyx;

import java.util.Map;

/**
 * Which revisions of a file Alyx protects.
 *
 * @param file as asked, relative to the session
 * @param revisions newest first, "" for the original; empty for a file that Alyx does not know
 */
public record Protection(String file, Map<String, Boolean> revisions) {
    public boolean isProtected(String revision) {
        return revisions.getOrDefault(revision, false);
    }

    public boolean isAnyProtected() {
        return revisions.containsValue(true);
    }
}
