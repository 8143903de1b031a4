package org.alyxtransfer.storage.jcifs;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import jcifs.smb.SmbAuthException;
import jcifs.util.transport.ConnectionTimeoutException;
import jcifs.util.transport.RequestTimeoutException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.storage.ntstatus.NtFailures;

/** Says in our words what jcifs-ng or the server said; the server's status code stays in the message. */
final class Failures {
    private Failures() {}

    /** What went wrong while a connection was made. */
    static TransferException connecting(Throwable failure, JcifsSettings settings) {
        String where = settings.name();
        if (failure instanceof TransferException known) {
            return known;
        }
        int status = NtStatusCode.of(failure);
        if (status == NtStatus.BAD_NETWORK_NAME) {
            return new TransferException(
                    Kind.NOT_FOUND,
                    where,
                    "the server " + settings.host() + " has no share named '" + settings.share() + "'"
                            + NtFailures.code(status) + "; check the share's name",
                    failure);
        }
        if (speaksOfEncryption(failure)) {
            return needsEncryption(where, failure);
        }
        if (status == NtStatus.ACCESS_DENIED) {
            return new TransferException(
                    Kind.DENIED,
                    where,
                    "the user '" + settings.user() + "' may not use this share" + NtFailures.code(status),
                    failure);
        }
        if (failure instanceof SmbAuthException) {
            return new TransferException(
                    Kind.AUTHENTICATION,
                    where,
                    "the server refused the name or password of '" + settings.user() + "'" + NtFailures.code(status),
                    failure);
        }
        if (mentions(failure, "not compatible with the server") || status == NtStatus.NOT_SUPPORTED) {
            return new TransferException(
                    Kind.UNSUPPORTED,
                    where,
                    "client and server have no SMB version or signing in common; offered were " + settings.lowest()
                            + " to " + settings.offered() + " with signing " + settings.signing()
                            + " (a server of SMB 3 only: set smb.max-dialect to 3.1.1)",
                    failure);
        }
        if (status != NtStatus.SUCCESS && status != NtStatus.UNSUCCESSFUL) {
            return NtFailures.answered(status, where, failure);
        }
        if (cause(failure, UnknownHostException.class)) {
            return new TransferException(
                    Kind.UNREACHABLE, where, "the name '" + settings.host() + "' is not known", failure);
        }
        return new TransferException(
                Kind.UNREACHABLE,
                where,
                "no connection to " + settings.host() + " on port " + settings.port() + " (" + innermost(failure) + ")",
                failure);
    }

    static boolean speaksOfEncryption(Throwable failure) {
        return mentions(failure, "requires encryption"); // jcifs-ng, when the login's answer insists
    }

    static TransferException needsEncryption(String where, Throwable failure) {
        return new TransferException(
                Kind.UNSUPPORTED,
                where,
                "this share demands encryption, which the jcifs client cannot do; nothing was sent. Use the reactive"
                        + " client (smb.client: reactive), or let the server's administrator make encryption optional",
                failure);
    }

    /** What went wrong with one file. */
    static TransferException working(Throwable failure, String where) {
        if (failure instanceof TransferException known) {
            return known;
        }
        int status = NtStatusCode.of(failure);
        if (status != NtStatus.SUCCESS && status != NtStatus.UNSUCCESSFUL) {
            return NtFailures.answered(status, where, failure);
        }
        if (failure instanceof ShortWriteException) {
            return new TransferException(Kind.FULL, where, innermost(failure), failure);
        }
        if (cause(failure, RequestTimeoutException.class)
                || cause(failure, ConnectionTimeoutException.class)
                || cause(failure, SocketTimeoutException.class)
                || mentions(failure, "credits in time")) {
            return new TransferException(
                    Kind.TIMEOUT, where, "the server did not answer in time; its connection was dropped", failure);
        }
        return new TransferException(
                Kind.DISCONNECTED, where, "the connection broke (" + innermost(failure) + ")", failure);
    }

    private static boolean cause(Throwable failure, Class<? extends Throwable> type) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (type.isInstance(at)) {
                return true;
            }
        }
        return false;
    }

    private static boolean mentions(Throwable failure, String words) {
        for (Throwable at = failure; at != null; at = at.getCause()) {
            if (at.getMessage() != null && at.getMessage().contains(words)) {
                return true;
            }
        }
        return false;
    }

    private static String innermost(Throwable failure) {
        Throwable at = failure;
        while (at.getCause() != null) {
            at = at.getCause();
        }
        return at.getMessage() == null ? at.getClass().getSimpleName() : at.getMessage();
    }
}
