package org.alyxtransfer.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The form of a journal's database, told by {@code user_version}; older forms are brought up to date when a job is
 * opened, newer and foreign ones are refused and left alone.
 *
 * <p>A change adds a version and its steps to {@link #STEPS}; what is there is never edited.
 */
final class JournalSchema {
    static final int APPLICATION = 0x61744a31; // "atJ1"

    private static final List<List<String>> STEPS = List.of(
            List.of(
                    "CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                    "CREATE TABLE session (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
                    // One row per file that is on its way; it goes when the file ends.
                    "CREATE TABLE file (session INTEGER NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL,"
                            + " run INTEGER NOT NULL, staging TEXT NOT NULL, target TEXT NOT NULL, size INTEGER NOT NULL,"
                            + " modified INTEGER NOT NULL, is_default INTEGER NOT NULL, on_existing TEXT NOT NULL,"
                            + " checksums TEXT NOT NULL DEFAULT '', batch INTEGER, sent INTEGER, dataset BLOB,"
                            + " trouble TEXT NOT NULL DEFAULT '', PRIMARY KEY (session, path)) WITHOUT ROWID",
                    // One short row per file that has ended: a resumed job neither moves nor hashes it again.
                    "CREATE TABLE finished (session INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL,"
                            + " modified INTEGER NOT NULL, checksum BLOB, dataset BLOB, outcome TEXT NOT NULL,"
                            + " PRIMARY KEY (session, path)) WITHOUT ROWID"),
            List.of(
                    // How much of a large file is staged without a gap.
                    "ALTER TABLE file ADD COLUMN reached INTEGER", "ALTER TABLE file ADD COLUMN prefix TEXT"),
            List.of(
                    // When Alyx was asked to create the session.
                    "ALTER TABLE session ADD COLUMN asked INTEGER"),
            List.of(
                    // What tells the staging file of a mark from another of its name; older marks have nothing of the
                    // kind.
                    "ALTER TABLE file ADD COLUMN beginning TEXT NOT NULL DEFAULT ''"));

    static final int VERSION = STEPS.size();

    private JournalSchema() {}

    /** Creates what is missing, all or nothing. */
    static void bringUpToDate(Connection connection, Path file) throws SQLException {
        int version = check(connection, file);
        if (version == VERSION) {
            return;
        }
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            for (List<String> step : STEPS.subList(version, VERSION)) {
                for (String change : step) {
                    statement.execute(change);
                }
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            statement.execute("PRAGMA user_version = " + VERSION);
            connection.commit();
        } catch (SQLException e) {
            connection.rollback();
            throw e;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    /** The version that is there, 0 for an empty database; refuses what is damaged, foreign or newer. */
    static int check(Connection connection, Path file) throws SQLException {
        int version = number(connection, "PRAGMA user_version");
        int application = number(connection, "PRAGMA application_id");
        boolean empty = number(connection, "SELECT count(*) FROM sqlite_master") == 0;
        if (empty && application == 0 && version == 0) {
            return 0;
        }
        if (application != APPLICATION) {
            throw JournalErrors.foreign(file);
        }
        if (version > VERSION) {
            throw JournalErrors.newer(file, version);
        }
        if (version < 1) {
            throw JournalErrors.damaged(file, "it is of form " + version, new SQLException("user_version " + version));
        }
        String health = text(connection, "PRAGMA quick_check(1)");
        if (!health.equals("ok")) {
            throw JournalErrors.damaged(file, health, new SQLException(health));
        }
        return version;
    }

    private static int number(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getInt(1) : 0;
        }
    }

    private static String text(Connection connection, String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }
}
