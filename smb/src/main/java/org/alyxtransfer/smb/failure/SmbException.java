package org.alyxtransfer.smb.failure;

import org.jspecify.annotations.Nullable;

/** Why an SMB operation ended without its result. */
public final class SmbException extends RuntimeException {
    /** What kind of failure it is. */
    public enum Reason {
        /** The server answered with an error; {@link #status()} tells which. */
        STATUS,
        /** No connection could be made. */
        UNREACHABLE,
        /** The connection ended while the operation was under way; whether it took effect is unknown. */
        DISCONNECTED,
        /** The server did not answer in time; the connection was dropped. */
        TIMEOUT,
        /** The server sent what the protocol forbids; the connection was dropped and nothing of it was used. */
        PROTOCOL,
        /** Client and server have no dialect in common that the options allow. */
        DIALECT,
        /** Client and server agree on no signature or cipher that the options allow; nothing was sent. */
        POLICY,
        /** The server did not accept the credentials. */
        AUTHENTICATION,
        /** This computer is not set up for it; nothing was sent. */
        SETUP
    }

    private static final long serialVersionUID = 1L;

    private final Reason reason;
    private final int status;

    private SmbException(Reason reason, int status, String message, @Nullable Throwable cause) {
        super(message, cause);
        this.reason = reason;
        this.status = status;
    }

    public static SmbException of(Reason reason, String message) {
        return new SmbException(reason, 0, message, null);
    }

    public static SmbException of(Reason reason, String message, Throwable cause) {
        return new SmbException(reason, 0, message, cause);
    }

    /** An answer with an error status, [MS-ERREF] 2.3. */
    public static SmbException status(int status, String message) {
        return new SmbException(Reason.STATUS, status, message, null);
    }

    /** Refused credentials; the server's status is kept. */
    public static SmbException authentication(int status, String message) {
        return new SmbException(Reason.AUTHENTICATION, status, message, null);
    }

    public Reason reason() {
        return reason;
    }

    /** The NT status of the server's answer; 0 when there was none. */
    public int status() {
        return status;
    }

    /** The same failure for one more operation that met it: each subscriber gets an exception of its own. */
    public SmbException again() {
        return new SmbException(reason, status, String.valueOf(getMessage()), this);
    }
}
