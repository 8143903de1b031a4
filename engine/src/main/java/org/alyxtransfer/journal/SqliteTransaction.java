package org.alyxtransfer.journal;

import java.sql.Connection;
import java.sql.SQLException;

/** Changes to a SQLite database of which all happen, or none; the connection is of use afterwards however they end. */
public final class SqliteTransaction {
    private SqliteTransaction() {}

    /** Reads or writes. */
    public interface Change<T> {
        T on(Connection connection) throws SQLException;
    }

    /** Blocks; the connection commits by itself before and after. Fails with what the change or its commit failed with. */
    public static <T> T of(Connection connection, Change<T> change) throws SQLException {
        connection.setAutoCommit(false);
        T answer;
        try {
            answer = change.on(connection);
            connection.commit();
        } catch (SQLException | RuntimeException e) {
            undo(connection, e);
            throw e;
        }
        connection.setAutoCommit(true);
        return answer;
    }

    /** On a full disk SQLite has undone it by itself, and to ask for it once more is an error that hides the first. */
    private static void undo(Connection connection, Exception why) {
        try {
            connection.rollback();
        } catch (SQLException again) {
            why.addSuppressed(again);
        }
        try {
            connection.setAutoCommit(true);
        } catch (SQLException again) {
            why.addSuppressed(again);
        }
    }
}
