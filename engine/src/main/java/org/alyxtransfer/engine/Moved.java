package org.alyxtransfer.engine;

import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.register.VerifiedFile;

/** What comes out of moving a session's files: events to pass on, and files that are ready for their next step. */
sealed interface Moved {
    record Event(TransferEvent event) implements Moved {}

    record Ready(VerifiedFile file) implements Moved {}

    static Moved event(TransferEvent event) {
        return new Event(event);
    }
}
