package org.alyxtransfer.storage.jcifs;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import jcifs.smb.SmbAuthException;
import jcifs.util.transport.ConnectionTimeoutException;
import jcifs.util.transport.RequestTimeoutException;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

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
        if (status == NtStatusCode.BAD_NETWORK_NAME) {
            return new TransferException(
                    Kind.NOT_FOUND,
                    where,
                    "the server " + settings.host() + " has no share named '" + settings.share() + "'" + code(status)
                            + "; check the share's name",
                    failure);
        }
        if (speaksOfEncryption(failure)) {
            return needsEncryption(where, failure);
        }
        if (status == NtStatusCode.ACCESS_DENIED) {
            return new TransferException(
                    Kind.DENIED,
                    where,
                    "the user '" + settings.user() + "' may not use this share" + code(status),
                    failure);
        }
        if (failure instanceof SmbAuthException) {
            return new TransferException(
                    Kind.AUTHENTICATION,
                    where,
                    "the server refused the name or password of '" + settings.user() + "'" + code(status),
                    failure);
        }
        if (mentions(failure, "not compatible with the server") || status == NtStatusCode.NOT_SUPPORTED) {
            return new TransferException(
                    Kind.UNSUPPORTED,
                    where,
                    "client and server have no SMB version or signing in common; offered were " + settings.lowest()
                            + " to " + settings.offered() + " with signing " + settings.signing()
                            + " (a server of SMB 3 only: set smb.max-dialect to 3.1.1)",
                    failure);
        }
        if (status != NtStatusCode.NONE && status != NtStatusCode.UNSUCCESSFUL) {
            return answered(status, where, failure);
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
        if (status != NtStatusCode.NONE && status != NtStatusCode.UNSUCCESSFUL) {
            return answered(status, where, failure);
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

    private static TransferException answered(int status, String where, Throwable failure) {
        return switch (status) {
            case NtStatusCode.NO_SUCH_FILE, NtStatusCode.OBJECT_NAME_NOT_FOUND, NtStatusCode.OBJECT_PATH_NOT_FOUND ->
                failed(Kind.NOT_FOUND, "it is not there", status, where, failure);
            case NtStatusCode.NOT_A_DIRECTORY ->
                failed(Kind.NOT_FOUND, "it is a file, or below a file, not a folder", status, where, failure);
            case NtStatusCode.OBJECT_NAME_COLLISION -> failed(Kind.EXISTS, "the name is taken", status, where, failure);
            case NtStatusCode.ACCESS_DENIED, NtStatusCode.MEDIA_WRITE_PROTECTED, NtStatusCode.CANNOT_DELETE ->
                failed(
                        Kind.DENIED,
                        "the server refuses access (read-only share or missing right)",
                        status,
                        where,
                        failure);
            case NtStatusCode.DISK_FULL -> failed(Kind.FULL, "the server's disk is full", status, where, failure);
            case NtStatusCode.QUOTA_EXCEEDED -> failed(Kind.FULL, "the quota is used up", status, where, failure);
            case NtStatusCode.SHARING_VIOLATION, NtStatusCode.FILE_LOCK_CONFLICT, NtStatusCode.DELETE_PENDING ->
                failed(Kind.BUSY, "another client has it open", status, where, failure);
            case NtStatusCode.OBJECT_NAME_INVALID,
                    NtStatusCode.OBJECT_PATH_INVALID,
                    NtStatusCode.OBJECT_PATH_SYNTAX_BAD ->
                failed(Kind.INVALID, "the server does not take this name", status, where, failure);
            case NtStatusCode.FILE_IS_A_DIRECTORY ->
                failed(Kind.INVALID, "it is a folder, not a file", status, where, failure);
            case NtStatusCode.INSUFFICIENT_RESOURCES,
                    NtStatusCode.TOO_MANY_SESSIONS,
                    NtStatusCode.REQUEST_NOT_ACCEPTED ->
                failed(Kind.UNAVAILABLE, "the server has no resources left", status, where, failure);
            case NtStatusCode.NETWORK_NAME_DELETED,
                    NtStatusCode.USER_SESSION_DELETED,
                    NtStatusCode.NETWORK_SESSION_EXPIRED,
                    NtStatusCode.FILE_CLOSED,
                    NtStatusCode.INVALID_HANDLE ->
                failed(Kind.DISCONNECTED, "the server has dropped the session or handle", status, where, failure);
            case NtStatusCode.IO_TIMEOUT -> failed(Kind.TIMEOUT, "the server gave up waiting", status, where, failure);
            case NtStatusCode.NOT_SUPPORTED, NtStatusCode.NOT_SAME_DEVICE ->
                failed(Kind.UNSUPPORTED, "the server cannot do this", status, where, failure);
            case NtStatusCode.PATH_NOT_COVERED ->
                failed(
                        Kind.UNSUPPORTED,
                        "it lies on another server (DFS); name that server and share",
                        status,
                        where,
                        failure);
            case NtStatusCode.BAD_NETWORK_NAME -> failed(Kind.NOT_FOUND, "the share is gone", status, where, failure);
            default -> failed(Kind.REFUSED, "the server refused", status, where, failure);
        };
    }

    private static TransferException failed(Kind kind, String why, int status, String where, Throwable failure) {
        return new TransferException(kind, where, why + code(status), failure);
    }

    private static String code(int status) {
        return status == NtStatusCode.NONE ? "" : " (NT status 0x%08X)".formatted(status);
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
