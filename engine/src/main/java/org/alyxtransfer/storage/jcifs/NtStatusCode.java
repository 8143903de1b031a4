package org.alyxtransfer.storage.jcifs;

import jcifs.smb.SmbException;

/** The server's status codes that this package tells apart; source: [MS-ERREF] 2.3.1. */
final class NtStatusCode {
    static final int NONE = 0;
    static final int UNSUCCESSFUL = 0xC0000001; // also what jcifs-ng gives when there was no answer
    static final int INVALID_HANDLE = 0xC0000008;
    static final int NO_SUCH_FILE = 0xC000000F;
    static final int END_OF_FILE = 0xC0000011;
    static final int ACCESS_DENIED = 0xC0000022;
    static final int OBJECT_NAME_INVALID = 0xC0000033;
    static final int OBJECT_NAME_NOT_FOUND = 0xC0000034;
    static final int OBJECT_NAME_COLLISION = 0xC0000035;
    static final int OBJECT_PATH_INVALID = 0xC0000039;
    static final int OBJECT_PATH_NOT_FOUND = 0xC000003A;
    static final int OBJECT_PATH_SYNTAX_BAD = 0xC000003B;
    static final int SHARING_VIOLATION = 0xC0000043;
    static final int QUOTA_EXCEEDED = 0xC0000044;
    static final int FILE_LOCK_CONFLICT = 0xC0000054;
    static final int DELETE_PENDING = 0xC0000056;
    static final int DISK_FULL = 0xC000007F;
    static final int INSUFFICIENT_RESOURCES = 0xC000009A;
    static final int MEDIA_WRITE_PROTECTED = 0xC00000A2;
    static final int IO_TIMEOUT = 0xC00000B5;
    static final int FILE_IS_A_DIRECTORY = 0xC00000BA;
    static final int NOT_SUPPORTED = 0xC00000BB;
    static final int NETWORK_NAME_DELETED = 0xC00000C9;
    static final int BAD_NETWORK_NAME = 0xC00000CC;
    static final int TOO_MANY_SESSIONS = 0xC00000CE;
    static final int REQUEST_NOT_ACCEPTED = 0xC00000D0;
    static final int NOT_SAME_DEVICE = 0xC00000D4;
    static final int DIRECTORY_NOT_EMPTY = 0xC0000101;
    static final int NOT_A_DIRECTORY = 0xC0000103;
    static final int CANNOT_DELETE = 0xC0000121;
    static final int FILE_CLOSED = 0xC0000128;
    static final int USER_SESSION_DELETED = 0xC0000203;
    static final int PATH_NOT_COVERED = 0xC0000257;
    static final int NETWORK_SESSION_EXPIRED = 0xC000035C;

    private NtStatusCode() {}

    /** The code that the server gave; {@link #NONE} when it gave none. */
    static int of(Throwable failure) {
        return failure instanceof SmbException answered ? answered.getNtStatus() : NONE;
    }

    static boolean meansMissing(int status) {
        return switch (status) {
            case NO_SUCH_FILE, OBJECT_NAME_NOT_FOUND, OBJECT_PATH_NOT_FOUND, DELETE_PENDING, NOT_A_DIRECTORY -> true;
            default -> false;
        };
    }
}
