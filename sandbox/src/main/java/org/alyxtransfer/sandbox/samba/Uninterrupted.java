package org.alyxtransfer.sandbox.samba;

import java.io.IOException;

/** Cleaning up, done to its end also on a thread that was interrupted: that is when it is needed most. */
interface Uninterrupted {
    void cleanUp() throws IOException;

    /** Runs it with the thread's interrupt put aside, and puts it back. */
    static void run(Uninterrupted work) throws IOException {
        boolean wasInterrupted = Thread.interrupted();
        try {
            work.cleanUp();
        } finally {
            if (wasInterrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
