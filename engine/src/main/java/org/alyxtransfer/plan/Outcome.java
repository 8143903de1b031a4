package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.TransferException;

/** What became of a file in the end. */
public sealed interface Outcome {
    /** Moved, verified, published, and registered where the plan says so. */
    record Done() implements Outcome {}

    /** Nothing to do; why. */
    record Skipped(Reason reason) implements Outcome {
        /** Why a file was left as it is. */
        public enum Reason {
            /** Already there, with the same content, registered and published. */
            SAME,
            /** Another content is there, and the user said to leave it. */
            CONFLICT,
            /** A file that systems leave behind, such as Thumbs.db. */
            JUNK,
            /** Left out by the user's filters. */
            FILTERED,
            /** A symbolic link, or neither file nor folder. */
            NOT_A_FILE,
            /** Outside of every session folder. */
            NO_SESSION
        }
    }

    /** Not moved; the source is untouched and nothing is visible under the final name. */
    record Failed(TransferException why) implements Outcome {}

    /** The bytes are stored and verified, but Alyx does not know them. */
    record Unregistered(TransferException why) implements Outcome {}
}
