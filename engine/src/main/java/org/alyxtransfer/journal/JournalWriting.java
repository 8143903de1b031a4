package org.alyxtransfer.journal;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.dataset.SessionPath;

/** Writes entries into the tables, within the transaction of whoever calls. Blocks; for one thread. */
final class JournalWriting implements AutoCloseable {
    private static final int SESSIONS_REMEMBERED = 4096;

    private final int run;
    private final PreparedStatement newSession;
    private final PreparedStatement findSession;
    private final PreparedStatement started;
    private final PreparedStatement reached;
    private final PreparedStatement verified;
    private final PreparedStatement registering;
    private final PreparedStatement declined;
    private final PreparedStatement registered;
    private final PreparedStatement published;
    private final PreparedStatement halted;
    private final PreparedStatement find;
    private final PreparedStatement finish;
    private final PreparedStatement forget;
    private final Map<SessionPath, Long> sessions = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<SessionPath, Long> eldest) {
            return size() > SESSIONS_REMEMBERED;
        }
    };

    /**
     * @param run tells this run's entries from those of earlier ones
     */
    JournalWriting(Connection connection, int run) throws SQLException {
        this.run = run;
        newSession = connection.prepareStatement("INSERT OR IGNORE INTO session (path) VALUES (?)");
        findSession = connection.prepareStatement("SELECT id FROM session WHERE path = ?");
        started = connection.prepareStatement(
                "INSERT INTO file (session, path, run, step, staging, target, size, modified, is_default, on_existing)"
                        + " VALUES (?, ?, ?, 'STARTED', ?, ?, ?, ?, ?, ?) ON CONFLICT (session, path) DO UPDATE SET"
                        + " run = excluded.run, step = excluded.step, staging = excluded.staging,"
                        + " target = excluded.target, size = excluded.size, modified = excluded.modified,"
                        + " is_default = excluded.is_default, on_existing = excluded.on_existing, checksums = '',"
                        + " batch = NULL, dataset = NULL, trouble = '', reached = NULL, prefix = NULL, beginning = ''");
        reached = update(connection, "step = 'STARTED', reached = ?4, prefix = ?5, beginning = ?6");
        verified =
                update(connection, "step = 'VERIFIED', checksums = ?4, reached = NULL, prefix = NULL, beginning = ''");
        registering = update(connection, "step = 'REGISTERING', batch = ?4, sent = ?5");
        declined = update(connection, "step = 'VERIFIED', sent = NULL");
        registered = update(connection, "step = 'REGISTERED', dataset = ?4, sent = NULL");
        published = update(connection, "step = 'PUBLISHED'");
        halted = connection.prepareStatement("UPDATE file SET run = ?3, trouble = ?4 WHERE session = ?1 AND path = ?2");
        find = connection.prepareStatement(
                "SELECT size, modified, checksums, dataset FROM file WHERE session = ? AND path = ?");
        finish = connection.prepareStatement("INSERT OR REPLACE INTO finished"
                + " (session, path, size, modified, checksum, dataset, outcome) VALUES (?, ?, ?, ?, ?, ?, ?)");
        forget = connection.prepareStatement("DELETE FROM file WHERE session = ? AND path = ?");
    }

    private static PreparedStatement update(Connection connection, String what) throws SQLException {
        return connection.prepareStatement(
                "UPDATE file SET run = ?3, trouble = '', " + what + " WHERE session = ?1 AND path = ?2");
    }

    void write(JournalEntry entry) throws SQLException {
        if (entry instanceof JournalEntry.Started begun) {
            start(begun);
        } else if (entry instanceof JournalEntry.Reached mark) {
            reached.setLong(4, mark.bytes());
            reached.setString(5, mark.prefix().hex());
            reached.setString(6, mark.beginning());
            execute(reached, mark.file());
        } else if (entry instanceof JournalEntry.Verified whole) {
            verified.setString(4, Columns.hex(whole.checksums()));
            execute(verified, whole.file());
        } else if (entry instanceof JournalEntry.Registering sent) {
            registering.setLong(4, sent.batch());
            registering.setLong(5, Columns.nanos(sent.since()));
            execute(registering, sent.file());
        } else if (entry instanceof JournalEntry.Declined answered) {
            execute(declined, answered.file());
        } else if (entry instanceof JournalEntry.Registered known) {
            registered.setBytes(4, Columns.id(known.datasetId()));
            execute(registered, known.file());
        } else if (entry instanceof JournalEntry.Published named) {
            execute(published, named.file());
        } else if (entry instanceof JournalEntry.Halted stopped) {
            halted.setString(4, stopped.why());
            execute(halted, stopped.file());
        } else if (entry instanceof JournalEntry.Ended ended) {
            end(ended);
        }
    }

    private void start(JournalEntry.Started begun) throws SQLException {
        started.setLong(1, session(begun.file().session()));
        started.setString(2, begun.file().relative().value());
        started.setInt(3, run);
        started.setString(4, begun.staging().value());
        started.setString(5, begun.target().value());
        started.setLong(6, begun.size());
        started.setLong(7, Columns.nanos(begun.modified()));
        started.setBoolean(8, begun.isDefault());
        started.setString(9, begun.onExisting().name());
        started.executeUpdate();
    }

    /** Moves the file to the short rows of those that ended; one that never started leaves none. */
    private void end(JournalEntry.Ended ended) throws SQLException {
        long session = session(ended.file().session());
        String path = ended.file().relative().value();
        find.setLong(1, session);
        find.setString(2, path);
        try (ResultSet row = find.executeQuery()) {
            if (!row.next()) {
                return;
            }
            finish.setLong(1, session);
            finish.setString(2, path);
            finish.setLong(3, row.getLong(1));
            finish.setLong(4, row.getLong(2));
            setOrNull(finish, 5, Optional.ofNullable(Columns.digest(row.getString(3))));
            setOrNull(finish, 6, Optional.ofNullable(row.getBytes(4)));
            finish.setString(7, ended.outcome());
        }
        finish.executeUpdate();
        forget.setLong(1, session);
        forget.setString(2, path);
        forget.executeUpdate();
    }

    private void execute(PreparedStatement statement, FileKey file) throws SQLException {
        statement.setLong(1, session(file.session()));
        statement.setString(2, file.relative().value());
        statement.setInt(3, run);
        statement.executeUpdate();
    }

    private long session(SessionPath session) throws SQLException {
        Long known = sessions.get(session);
        if (known != null) {
            return known;
        }
        newSession.setString(1, session.toString());
        newSession.executeUpdate();
        findSession.setString(1, session.toString());
        try (ResultSet row = findSession.executeQuery()) {
            row.next();
            sessions.put(session, row.getLong(1));
            return row.getLong(1);
        }
    }

    private static void setOrNull(PreparedStatement statement, int column, Optional<byte[]> bytes) throws SQLException {
        if (bytes.isPresent()) {
            statement.setBytes(column, bytes.get());
        } else {
            statement.setNull(column, Types.BLOB);
        }
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : new PreparedStatement[] {
            newSession,
            findSession,
            started,
            reached,
            verified,
            registering,
            declined,
            registered,
            published,
            halted,
            find,
            finish,
            forget
        }) {
            statement.close();
        }
    }
}
