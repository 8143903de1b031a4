package org.alyxtransfer.journal;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Set;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Says what a failing database means for the user's files, and what to do. */
final class JournalErrors {
    /** An {@code ERROR} is one of SQL, which is right for every journal of ours: tables, columns or the format are others. */
    private static final Set<Integer> DAMAGED = Set.of(
            SQLiteErrorCode.SQLITE_NOTADB.code,
            SQLiteErrorCode.SQLITE_CORRUPT.code,
            SQLiteErrorCode.SQLITE_ERROR.code,
            SQLiteErrorCode.SQLITE_IOERR_SHORT_READ.code);

    private static final String SAFE =
            "What was transferred so far is safe: the share, Alyx and your folders are as they" + " were. ";
    private static final String ANEW =
            "Remove the job ('alyx-transfer jobs clean JOB --force') and run the same command"
                    + " again: it compares with Alyx and the destination, and moves only what is missing";

    private JournalErrors() {}

    static TransferException explain(SQLException failure, Path file) {
        SQLiteErrorCode code =
                failure instanceof SQLiteException known ? known.getResultCode() : SQLiteErrorCode.UNKNOWN_ERROR;
        int primary = code.code & 0xff; // the rest of an extended code only tells details
        if (primary == SQLiteErrorCode.SQLITE_FULL.code) {
            return full(file, failure);
        }
        if (primary == SQLiteErrorCode.SQLITE_BUSY.code || primary == SQLiteErrorCode.SQLITE_LOCKED.code) {
            return new TransferException(
                    Kind.BUSY, file.toString(), "another process keeps this journal locked", failure);
        }
        if (DAMAGED.contains(code.code) || DAMAGED.contains(primary)) {
            return damaged(file, String.valueOf(failure.getMessage()), failure);
        }
        if (primary == SQLiteErrorCode.SQLITE_READONLY.code || primary == SQLiteErrorCode.SQLITE_CANTOPEN.code) {
            return new TransferException(
                    Kind.INVALID,
                    file.toString(),
                    "this journal cannot be opened for writing. " + SAFE + "Give yourself access to it and its folder",
                    failure);
        }
        return new TransferException(
                Kind.UNAVAILABLE,
                file.toString(),
                "this journal can remember nothing any more (" + failure.getMessage() + "). " + SAFE
                        + "When its disk is well again, run the same command again",
                failure);
    }

    static TransferException full(Path file, Throwable cause) {
        return new TransferException(
                Kind.FULL,
                file.toString(),
                "there is no room for the journal, so the transfer stopped. " + SAFE
                        + "Make room there, then run the same command again; it goes on from here",
                cause);
    }

    static TransferException damaged(Path file, String how, Throwable cause) {
        return new TransferException(
                Kind.INVALID, file.toString(), "this journal is damaged (" + how + "). " + SAFE + ANEW, cause);
    }

    static TransferException foreign(Path file) {
        return new TransferException(
                Kind.INVALID,
                file.toString(),
                "is a database of another program and not a journal; it was left as it is. Move it away, then run the"
                        + " same command again");
    }

    static TransferException newer(Path file, int version) {
        return new TransferException(
                Kind.INVALID,
                file.toString(),
                "a newer alyx-transfer wrote this journal (form " + version + ", known here: "
                        + JournalSchema.VERSION + "); it was left as it is. Continue the job with that program. "
                        + "Without it: " + ANEW);
    }
}
