package org.alyxtransfer.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.jspecify.annotations.Nullable;

/** Reads the tables. Blocks. What cannot be understood makes the journal a damaged one, never a wrong answer. */
final class JournalReading {
    private static final String COLUMNS = "SELECT s.path, f.path, step, staging, target, size, modified, is_default,"
            + " on_existing, reached, prefix, checksums, sent, dataset, trouble, run, ";
    private static final String ROWS = " FROM file f JOIN session s ON s.id = f.session";

    private final Connection connection;
    private final Path file;

    JournalReading(Connection connection, Path file) {
        this.connection = connection;
        this.file = file;
    }

    List<FileProgress> unfinished(SessionPath session, int run) throws SQLException {
        return list(
                COLUMNS + "beginning" + ROWS + " WHERE s.path = ? ORDER BY f.path",
                session.toString(),
                row -> progress(row, run));
    }

    /** Of all sessions, for reports, also of a journal in an older form; without what tells the beginning of a staging file. */
    List<FileProgress> unfinished(int most) throws SQLException {
        return list(COLUMNS + "''" + ROWS + " ORDER BY s.path, f.path LIMIT ?", most, row -> progress(row, 0));
    }

    List<SessionPath> unfinishedSessions() throws SQLException {
        return List.copyOf(map(
                        "SELECT path FROM session s WHERE EXISTS (SELECT 1 FROM file f WHERE f.session = s.id)"
                                + " ORDER BY path",
                        row -> SessionPath.parse(row.getString(1)))
                .values());
    }

    List<SessionPath> sessions() throws SQLException {
        return List.copyOf(map("SELECT path FROM session ORDER BY path", row -> SessionPath.parse(row.getString(1)))
                .values());
    }

    List<FinishedFile> finished(SessionPath session) throws SQLException {
        return list(
                "SELECT f.path, size, modified, checksum, dataset, outcome FROM finished f"
                        + " JOIN session s ON s.id = f.session WHERE s.path = ?",
                session.toString(),
                JournalReading::ended);
    }

    /** Null when Alyx was never asked for it. */
    @Nullable
    Instant asked(SessionPath session) throws SQLException {
        List<Instant> asked = list(
                "SELECT asked FROM session WHERE path = ? AND asked IS NOT NULL",
                session.toString(),
                row -> Columns.time(row.getLong(1)));
        return asked.isEmpty() ? null : asked.get(0);
    }

    /** How many files have ended, by outcome, and their bytes. */
    Map<String, FileCount> outcomes() throws SQLException {
        return map(
                "SELECT outcome, count(*), sum(size) FROM finished GROUP BY outcome ORDER BY outcome",
                row -> new FileCount(row.getLong(2), row.getLong(3)));
    }

    /** How many files are on their way, by step, and their bytes. */
    Map<String, FileCount> steps() throws SQLException {
        return map(
                "SELECT step, count(*), sum(size) FROM file GROUP BY step ORDER BY step",
                row -> new FileCount(row.getLong(2), row.getLong(3)));
    }

    /** What is written about the job as a whole. */
    Map<String, String> job() throws SQLException {
        return map("SELECT name, value FROM job ORDER BY name", row -> row.getString(2));
    }

    /** Reads one row. */
    private interface RowReader<T> {
        T read(ResultSet row) throws SQLException;
    }

    private <T> Map<String, T> map(String query, RowReader<T> reader) throws SQLException {
        Map<String, T> found = new LinkedHashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            read(statement, row -> found.put(row.getString(1), reader.read(row)));
        }
        return found;
    }

    private <T> List<T> list(String query, Object parameter, RowReader<T> reader) throws SQLException {
        List<T> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(query)) {
            statement.setObject(1, parameter);
            read(statement, row -> found.add(reader.read(row)));
        }
        return found;
    }

    private void read(PreparedStatement statement, RowReader<?> reader) throws SQLException {
        try (ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                reader.read(rows);
            }
        } catch (TransferException | IllegalArgumentException e) {
            throw JournalErrors.damaged(file, String.valueOf(e.getMessage()), e);
        }
    }

    private static FileProgress progress(ResultSet row, int run) throws SQLException {
        long reached = row.getLong(10);
        String prefix = row.getString(11);
        String beginning = row.getString(17);
        long sent = row.getLong(13);
        boolean wasSent = !row.wasNull();
        return new FileProgress(
                new FileKey(SessionPath.parse(row.getString(1)), FilePath.of(row.getString(2))),
                Step.valueOf(row.getString(3)),
                FilePath.of(row.getString(4)),
                FilePath.of(row.getString(5)),
                row.getLong(6),
                Columns.time(row.getLong(7)),
                row.getBoolean(8),
                OnExisting.valueOf(row.getString(9)),
                prefix == null
                        ? Optional.empty()
                        : Columns.sums(prefix).stream()
                                .findFirst()
                                .map(sum -> new FileProgress.Reached(reached, sum, beginning)),
                Columns.sums(row.getString(12)),
                wasSent ? Optional.of(Columns.time(sent)) : Optional.empty(),
                Columns.id(row.getBytes(14)),
                row.getString(15),
                row.getInt(16) == run);
    }

    private static FinishedFile ended(ResultSet row) throws SQLException {
        return new FinishedFile(
                FilePath.of(row.getString(1)),
                row.getLong(2),
                Columns.time(row.getLong(3)),
                Columns.checksum(row.getBytes(4)),
                Columns.id(row.getBytes(5)),
                row.getString(6));
    }
}
