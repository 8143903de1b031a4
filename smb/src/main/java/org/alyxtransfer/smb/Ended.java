package org.alyxtransfer.smb;

import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;

/** Why this side ends a connection. */
final class Ended {
    private Ended() {}

    static SmbException by(Throwable failure) {
        return failure instanceof SmbException known
                ? known
                : SmbException.of(Reason.DISCONNECTED, "the connection was given up (" + failure + ")", failure);
    }

    static SmbException unwanted() {
        return SmbException.of(Reason.DISCONNECTED, "nobody waited for the login any more");
    }

    static SmbException byLogOff() {
        return SmbException.of(Reason.DISCONNECTED, "the session was logged off");
    }
}
