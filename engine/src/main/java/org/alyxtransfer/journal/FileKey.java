package org.alyxtransfer.journal;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;

/** Names one file of a job: its session and its path below the session's folder. */
public record FileKey(SessionPath session, FilePath relative) {
    @Override
    public String toString() {
        return session + "/" + relative;
    }
}
