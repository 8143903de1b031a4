package org.alyxtransfer.storage.ntstatus;

import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.message.NtStatus;

/** Says in our words what an SMB server answered ([MS-ERREF] 2.3.1). */
public final class NtFailures {
    private NtFailures() {}

    /** Whether there is nothing of that name. */
    public static boolean meansMissing(int status) {
        return switch (status) {
            case NtStatus.NO_SUCH_FILE,
                    NtStatus.OBJECT_NAME_NOT_FOUND,
                    NtStatus.OBJECT_PATH_NOT_FOUND,
                    NtStatus.DELETE_PENDING,
                    NtStatus.NOT_A_DIRECTORY -> true;
            default -> false;
        };
    }

    /** What a server's refusal means for one file; the status stays in the message. */
    public static TransferException answered(int status, String where, Throwable failure) {
        return switch (status) {
            case NtStatus.NO_SUCH_FILE, NtStatus.OBJECT_NAME_NOT_FOUND, NtStatus.OBJECT_PATH_NOT_FOUND ->
                failed(Kind.NOT_FOUND, "it is not there", status, where, failure);
            case NtStatus.NOT_A_DIRECTORY ->
                failed(Kind.NOT_FOUND, "it is a file, or below a file, not a folder", status, where, failure);
            case NtStatus.OBJECT_NAME_COLLISION -> failed(Kind.EXISTS, "the name is taken", status, where, failure);
            case NtStatus.ACCESS_DENIED, NtStatus.MEDIA_WRITE_PROTECTED, NtStatus.CANNOT_DELETE ->
                failed(
                        Kind.DENIED,
                        "the server refuses access (read-only share or missing right)",
                        status,
                        where,
                        failure);
            case NtStatus.DISK_FULL -> failed(Kind.FULL, "the server's disk is full", status, where, failure);
            case NtStatus.QUOTA_EXCEEDED -> failed(Kind.FULL, "the quota is used up", status, where, failure);
            case NtStatus.SHARING_VIOLATION, NtStatus.FILE_LOCK_CONFLICT, NtStatus.DELETE_PENDING ->
                failed(Kind.BUSY, "another client has it open", status, where, failure);
            case NtStatus.OBJECT_NAME_INVALID, NtStatus.OBJECT_PATH_INVALID, NtStatus.OBJECT_PATH_SYNTAX_BAD ->
                failed(Kind.INVALID, "the server does not take this name", status, where, failure);
            case NtStatus.FILE_IS_A_DIRECTORY ->
                failed(Kind.INVALID, "it is a folder, not a file", status, where, failure);
            case NtStatus.NO_MEMORY,
                    NtStatus.INSUFFICIENT_RESOURCES,
                    NtStatus.INSUFF_SERVER_RESOURCES,
                    NtStatus.TOO_MANY_SESSIONS,
                    NtStatus.REQUEST_NOT_ACCEPTED ->
                failed(Kind.UNAVAILABLE, "the server has no resources left", status, where, failure);
            case NtStatus.NETWORK_NAME_DELETED,
                    NtStatus.USER_SESSION_DELETED,
                    NtStatus.NETWORK_SESSION_EXPIRED,
                    NtStatus.FILE_CLOSED,
                    NtStatus.INVALID_HANDLE ->
                failed(Kind.DISCONNECTED, "the server has dropped the session or handle", status, where, failure);
            case NtStatus.IO_TIMEOUT -> failed(Kind.TIMEOUT, "the server gave up waiting", status, where, failure);
            case NtStatus.NOT_SUPPORTED, NtStatus.NOT_SAME_DEVICE ->
                failed(Kind.UNSUPPORTED, "the server cannot do this", status, where, failure);
            case NtStatus.PATH_NOT_COVERED ->
                failed(
                        Kind.UNSUPPORTED,
                        "it lies on another server (DFS); name that server and share",
                        status,
                        where,
                        failure);
            case NtStatus.BAD_NETWORK_NAME -> failed(Kind.NOT_FOUND, "the share is gone", status, where, failure);
            default -> failed(Kind.REFUSED, "the server refused", status, where, failure);
        };
    }

    private static TransferException failed(Kind kind, String why, int status, String where, Throwable failure) {
        return new TransferException(kind, where, why + code(status), failure);
    }

    /** The status as text behind a message; nothing when there was none. */
    public static String code(int status) {
        return status == NtStatus.SUCCESS ? "" : " (NT status 0x%08X)".formatted(status);
    }
}
