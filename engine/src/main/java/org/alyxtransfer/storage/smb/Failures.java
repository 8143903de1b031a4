package org.alyxtransfer.storage.smb;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.storage.ntstatus.NtFailures;

/** Says in our words what the SMB client reported. */
final class Failures {
    private Failures() {}

    static boolean isMissing(Throwable failure) {
        return failure instanceof SmbException known && NtFailures.meansMissing(known.status());
    }

    /** Whether the server answered, and not that there is nothing. */
    static boolean isRefusal(Throwable failure) {
        return failure instanceof SmbException known && known.reason() == Reason.STATUS && !isMissing(failure);
    }

    /** Whether the request was sent, and may reach the server at any time. */
    static boolean mayStillTakeEffect(Throwable failure) {
        return failure instanceof SmbException known
                && (known.reason() == Reason.DISCONNECTED
                        || known.reason() == Reason.TIMEOUT
                        || known.reason() == Reason.PROTOCOL);
    }

    static boolean isMissingFolder(Throwable failure) {
        return failure instanceof SmbException known && known.status() == NtStatus.OBJECT_PATH_NOT_FOUND;
    }

    /** Whether the server has closed the file, for a reason of its own, and not the connection. */
    static boolean isClosedByServer(Throwable failure) {
        return failure instanceof SmbException known
                && (known.status() == NtStatus.FILE_CLOSED || known.status() == NtStatus.INVALID_HANDLE);
    }

    static boolean staysForWhatItHolds(Throwable failure) {
        return failure instanceof SmbException known && known.status() == NtStatus.DIRECTORY_NOT_EMPTY;
    }

    /** What went wrong while a connection was made. */
    static Throwable connecting(Throwable failure, SmbSettings settings) {
        if (!(failure instanceof SmbException known)) {
            return failure;
        }
        if (known.status() == NtStatus.BAD_NETWORK_NAME) {
            return new TransferException(
                    Kind.NOT_FOUND,
                    settings.name(),
                    "the server " + settings.server().host() + " has no share named '" + settings.share() + "'"
                            + NtFailures.code(known.status()) + "; check the share's name",
                    known);
        }
        if (known.status() == NtStatus.ACCESS_DENIED) {
            return new TransferException(
                    Kind.DENIED,
                    settings.name(),
                    "this user may not use this share" + NtFailures.code(known.status()),
                    known);
        }
        if (known.reason() == Reason.AUTHENTICATION) {
            return notLetIn(known, settings);
        }
        return working(known, settings.name());
    }

    private static TransferException notLetIn(SmbException why, SmbSettings settings) {
        if (settings.who() instanceof SmbCredentials.Kerberos && why.status() == 0) {
            return failed(Kind.AUTHENTICATION, settings.name(), why); // it went no further than the tickets
        }
        return new TransferException(
                Kind.AUTHENTICATION, settings.name(), refusal(settings.who()) + " (" + why.getMessage() + ")", why);
    }

    private static String refusal(SmbCredentials who) {
        if (who instanceof SmbCredentials.Password) {
            return "the server refused the name or password";
        }
        if (who instanceof SmbCredentials.Guest guest) {
            return guest.isNamed() ? "the server takes no guests" : "the server lets nobody in without a name";
        }
        return "the server refused the ticket";
    }

    static Throwable working(Throwable failure, SmbSettings settings, FilePath path) {
        return working(failure, settings.where(path));
    }

    /** What went wrong with one file. */
    static Throwable working(Throwable failure, String where) {
        if (!(failure instanceof SmbException known)) {
            return failure;
        }
        return switch (known.reason()) {
            case STATUS -> NtFailures.answered(known.status(), where, known);
            case UNREACHABLE -> failed(Kind.UNREACHABLE, where, known);
            case DISCONNECTED -> failed(Kind.DISCONNECTED, where, known);
            case TIMEOUT -> failed(Kind.TIMEOUT, where, known);
            case PROTOCOL -> failed(Kind.GARBLED, where, known);
            case POLICY, DIALECT -> failed(Kind.UNSUPPORTED, where, known);
            case AUTHENTICATION -> failed(Kind.AUTHENTICATION, where, known);
            case SETUP -> failed(Kind.INVALID, where, known);
        };
    }

    private static TransferException failed(Kind kind, String where, SmbException known) {
        return new TransferException(kind, where, String.valueOf(known.getMessage()), known);
    }
}
