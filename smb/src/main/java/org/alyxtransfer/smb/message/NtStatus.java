package org.alyxtransfer.smb.message;

/** The statuses that a file client meets (MS-ERREF 2.3.1), under their names without {@code STATUS_}. */
public final class NtStatus {
    // Not failures
    public static final int SUCCESS = 0x00000000;
    public static final int PENDING = 0x00000103;
    public static final int NOTIFY_CLEANUP = 0x0000010B;
    public static final int NOTIFY_ENUM_DIR = 0x0000010C;

    // Warnings
    public static final int BUFFER_OVERFLOW = 0x80000005;
    public static final int NO_MORE_FILES = 0x80000006;
    public static final int STOPPED_ON_SYMLINK = 0x8000002D;

    // The request itself
    public static final int UNSUCCESSFUL = 0xC0000001;
    public static final int NOT_IMPLEMENTED = 0xC0000002;
    public static final int INVALID_INFO_CLASS = 0xC0000003;
    public static final int INFO_LENGTH_MISMATCH = 0xC0000004;
    public static final int INVALID_HANDLE = 0xC0000008;
    public static final int INVALID_PARAMETER = 0xC000000D;
    public static final int INVALID_DEVICE_REQUEST = 0xC0000010;
    public static final int END_OF_FILE = 0xC0000011;
    public static final int MORE_PROCESSING_REQUIRED = 0xC0000016;
    public static final int BUFFER_TOO_SMALL = 0xC0000023;
    public static final int EAS_NOT_SUPPORTED = 0xC000004F;
    public static final int NOT_SUPPORTED = 0xC00000BB;
    public static final int INTERNAL_ERROR = 0xC00000E5;
    public static final int CANCELLED = 0xC0000120;
    public static final int FS_DRIVER_REQUIRED = 0xC000019C;
    public static final int INVALID_BUFFER_SIZE = 0xC0000206;

    // Names and files
    public static final int NO_SUCH_FILE = 0xC000000F;
    public static final int OBJECT_NAME_INVALID = 0xC0000033;
    public static final int OBJECT_NAME_NOT_FOUND = 0xC0000034;
    public static final int OBJECT_NAME_COLLISION = 0xC0000035;
    public static final int OBJECT_PATH_INVALID = 0xC0000039;
    public static final int OBJECT_PATH_NOT_FOUND = 0xC000003A;
    public static final int OBJECT_PATH_SYNTAX_BAD = 0xC000003B;
    public static final int SHARING_VIOLATION = 0xC0000043;
    public static final int FILE_LOCK_CONFLICT = 0xC0000054;
    public static final int LOCK_NOT_GRANTED = 0xC0000055;
    public static final int DELETE_PENDING = 0xC0000056;
    public static final int FILE_IS_A_DIRECTORY = 0xC00000BA;
    public static final int FILE_RENAMED = 0xC00000D5;
    public static final int DIRECTORY_NOT_EMPTY = 0xC0000101;
    public static final int NOT_A_DIRECTORY = 0xC0000103;
    public static final int NAME_TOO_LONG = 0xC0000106;
    public static final int TOO_MANY_OPENED_FILES = 0xC000011F;
    public static final int CANNOT_DELETE = 0xC0000121;
    public static final int FILE_DELETED = 0xC0000123;
    public static final int FILE_CLOSED = 0xC0000128;
    public static final int NOT_A_REPARSE_POINT = 0xC0000275;
    public static final int REPARSE_POINT_NOT_RESOLVED = 0xC0000280;

    // Who may
    public static final int ACCESS_DENIED = 0xC0000022;
    public static final int PRIVILEGE_NOT_HELD = 0xC0000061;
    public static final int NO_SUCH_USER = 0xC0000064;
    public static final int WRONG_PASSWORD = 0xC000006A;
    public static final int LOGON_FAILURE = 0xC000006D;
    public static final int ACCOUNT_RESTRICTION = 0xC000006E;
    public static final int INVALID_LOGON_HOURS = 0xC000006F;
    public static final int INVALID_WORKSTATION = 0xC0000070;
    public static final int PASSWORD_EXPIRED = 0xC0000071;
    public static final int ACCOUNT_DISABLED = 0xC0000072;
    public static final int NETWORK_ACCESS_DENIED = 0xC00000CA;
    public static final int LOGON_TYPE_NOT_GRANTED = 0xC000015B;
    public static final int NO_LOGON_SERVERS = 0xC000005E;
    public static final int TRUSTED_RELATIONSHIP_FAILURE = 0xC000018D;
    public static final int ACCOUNT_EXPIRED = 0xC0000193;
    public static final int TIME_DIFFERENCE_AT_DC = 0xC0000133;
    public static final int PASSWORD_MUST_CHANGE = 0xC0000224;
    public static final int ACCOUNT_LOCKED_OUT = 0xC0000234;
    public static final int NTLM_BLOCKED = 0xC0000418;

    // Room, disks and resources
    public static final int NO_MEMORY = 0xC0000017;
    public static final int DISK_CORRUPT_ERROR = 0xC0000032;
    public static final int QUOTA_EXCEEDED = 0xC0000044;
    public static final int DATA_ERROR = 0xC000003E;
    public static final int CRC_ERROR = 0xC000003F;
    public static final int DISK_FULL = 0xC000007F;
    public static final int INSUFFICIENT_RESOURCES = 0xC000009A;
    public static final int DEVICE_DATA_ERROR = 0xC000009C;
    public static final int MEDIA_WRITE_PROTECTED = 0xC00000A2;
    public static final int DEVICE_NOT_READY = 0xC00000A3;
    public static final int IO_DEVICE_ERROR = 0xC0000185;
    public static final int FILE_SYSTEM_LIMITATION = 0xC0000427;
    public static final int FILE_TOO_LARGE = 0xC0000904;
    public static final int UNEXPECTED_IO_ERROR = 0xC00000E9;
    public static final int DISK_OPERATION_FAILED = 0xC000016A;

    // Connection, session and share
    public static final int IO_TIMEOUT = 0xC00000B5;
    public static final int BAD_NETWORK_PATH = 0xC00000BE;
    public static final int NETWORK_BUSY = 0xC00000BF;
    public static final int BAD_NETWORK_NAME = 0xC00000CC;
    public static final int NETWORK_NAME_DELETED = 0xC00000C9;
    public static final int BAD_DEVICE_TYPE = 0xC00000CB;
    public static final int TOO_MANY_SESSIONS = 0xC00000CE;
    public static final int REQUEST_NOT_ACCEPTED = 0xC00000D0;
    public static final int NOT_SAME_DEVICE = 0xC00000D4;
    public static final int UNEXPECTED_NETWORK_ERROR = 0xC00000C4;
    public static final int INVALID_NETWORK_RESPONSE = 0xC00000C3;
    public static final int USER_SESSION_DELETED = 0xC0000203;
    public static final int CONNECTION_DISCONNECTED = 0xC000020C;
    public static final int CONNECTION_RESET = 0xC000020D;
    public static final int CONNECTION_REFUSED = 0xC0000236;
    public static final int NETWORK_UNREACHABLE = 0xC000023C;
    public static final int HOST_UNREACHABLE = 0xC000023D;
    public static final int CONNECTION_ABORTED = 0xC0000241;
    public static final int RETRY = 0xC000022D;
    public static final int PATH_NOT_COVERED = 0xC0000257;
    public static final int NETWORK_SESSION_EXPIRED = 0xC000035C;
    public static final int VOLUME_DISMOUNTED = 0xC000026E;
    public static final int INSUFF_SERVER_RESOURCES = 0xC0000205;
    public static final int SERVER_UNAVAILABLE = 0xC0000466;
    public static final int FILE_NOT_AVAILABLE = 0xC0000467;
    public static final int SMB_NO_PREAUTH_INTEGRITY_HASH_OVERLAP = 0xC05D0000;

    private NtStatus() {}

    /** Whether a server or its file system cannot do this at all, whoever asks. */
    public static boolean isUnsupported(int status) {
        return status == NOT_SUPPORTED || status == NOT_IMPLEMENTED || status == INVALID_PARAMETER;
    }

    /** Whether the request failed: the two bits of severity are 11. */
    public static boolean isError(int status) {
        return status >>> 30 == 3;
    }

    /** Whether the request was done in part, or there is more to know: the two bits of severity are 10. */
    public static boolean isWarning(int status) {
        return status >>> 30 == 2;
    }

    /** As in {@code STATUS_DISK_FULL}; in hexadecimal for those that aren't here. */
    public static String name(int status) {
        return NtStatusNames.of(status);
    }
}
