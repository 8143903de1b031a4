package org.alyxtransfer.automation.report;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.SqliteTransaction;

/**
 * The statements of an outbox's database. A parcel's row stays when it is over, so that the same run is never reported
 * twice; the report goes with its last open parcel.
 */
final class OutboxTable {
    static final int VERSION = 1;
    private static final int APPLICATION = 0x61744f31; // "atO1"
    private static final List<String> FORM = List.of(
            "CREATE TABLE report (run TEXT PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE parcel (id TEXT PRIMARY KEY, run TEXT NOT NULL, recipient TEXT NOT NULL, label TEXT NOT NULL,"
                    + " state TEXT NOT NULL, attempts INTEGER NOT NULL, handed_in INTEGER NOT NULL,"
                    + " due INTEGER NOT NULL, trouble TEXT NOT NULL) WITHOUT ROWID",
            "CREATE INDEX parcel_due ON parcel (due) WHERE state = 'WAITING'",
            "CREATE INDEX parcel_run ON parcel (run)",
            "PRAGMA application_id = " + APPLICATION,
            "PRAGMA user_version = " + VERSION);

    private final Connection connection;

    /** A parcel with what a decision about its next attempt needs. */
    record Open(Parcel parcel, int attempts, Instant handedIn) {}

    OutboxTable(Connection connection) {
        this.connection = connection;
    }

    /** Makes a new database; refuses one of a newer version or of another program. */
    void bringUpToDate(String file) throws SQLException {
        long application = number("PRAGMA application_id");
        long version = number("PRAGMA user_version");
        boolean empty = number("SELECT count(*) FROM sqlite_master") == 0;
        if (application == APPLICATION && version == VERSION) {
            return;
        }
        if (!empty || application != 0) {
            throw new TransferException(
                    Kind.INVALID,
                    file,
                    "is no outbox, or one of a newer alyx-transfer; it was left as it is. Move it away to go on");
        }
        transaction(() -> {
            try (Statement statement = connection.createStatement()) {
                for (String part : FORM) {
                    statement.execute(part);
                }
            }
        });
    }

    /** All or nothing; what is there already stays as it is. */
    void add(Collection<Parcel> parcels, Instant now) throws SQLException {
        transaction(() -> {
            for (Parcel parcel : parcels) {
                int added = change(
                        "INSERT INTO parcel VALUES (?, ?, ?, ?, 'WAITING', 0, ?, ?, '') ON CONFLICT DO NOTHING",
                        parcel.id(),
                        parcel.report().run(),
                        ReportJson.write(parcel.recipient()),
                        parcel.recipient().key(),
                        now.toEpochMilli(),
                        now.toEpochMilli());
                if (added > 0) {
                    change(
                            "INSERT INTO report VALUES (?, ?) ON CONFLICT DO NOTHING",
                            parcel.report().run(),
                            ReportJson.write(parcel.report()).toString());
                }
            }
        });
    }

    /** The ids of those that are due, the longest due first. */
    List<String> due(Instant now, int most) throws SQLException {
        List<String> ids = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id FROM parcel WHERE state = 'WAITING' AND due <= ? ORDER BY due, id LIMIT ?")) {
            query.setLong(1, now.toEpochMilli());
            query.setInt(2, most);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                ids.add(rows.getString(1));
            }
        }
        return ids;
    }

    /** Empty when it is not due or over. */
    Optional<Open> open(String id, Instant now) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT p.id, r.content, p.recipient, p.attempts, p.handed_in FROM parcel p JOIN report r"
                        + " ON r.run = p.run WHERE p.id = ? AND p.state = 'WAITING' AND p.due <= ?")) {
            query.setString(1, id);
            query.setLong(2, now.toEpochMilli());
            ResultSet row = query.executeQuery();
            if (!row.next()) {
                return Optional.empty();
            }
            Parcel parcel = new Parcel(
                    row.getString(1), ReportJson.report(row.getString(2)), ReportJson.recipient(row.getString(3)));
            return Optional.of(new Open(parcel, row.getInt(4), Instant.ofEpochMilli(row.getLong(5))));
        }
    }

    /** Notes an attempt before it is made: a crash on the way counts as one, and is not repeated at once. */
    void begin(String id, Instant next) throws SQLException {
        change("UPDATE parcel SET attempts = attempts + 1, due = ? WHERE id = ?", next.toEpochMilli(), id);
    }

    /** Notes how an attempt ended. */
    void end(String id, State state, Instant due, String trouble) throws SQLException {
        transaction(() -> {
            change(
                    "UPDATE parcel SET state = ?, due = ?, trouble = ? WHERE id = ?",
                    state.name(),
                    due.toEpochMilli(),
                    trouble,
                    id);
            change(
                    "DELETE FROM report WHERE run = (SELECT run FROM parcel WHERE id = ?) AND NOT EXISTS"
                            + " (SELECT 1 FROM parcel WHERE parcel.run = report.run AND state = 'WAITING')",
                    id);
        });
    }

    Delivery delivery(String id) throws SQLException {
        return list("WHERE id = ?", id).get(0);
    }

    List<Delivery> deliveries(String run) throws SQLException {
        return list("WHERE run = ? ORDER BY label", run);
    }

    Optional<Instant> nextDue() throws SQLException {
        long next = number("SELECT coalesce(min(due), -1) FROM parcel WHERE state = 'WAITING'");
        return next < 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(next));
    }

    Undelivered undelivered() throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT"
                        + " (SELECT count(*) FROM parcel WHERE state = 'WAITING'),"
                        + " (SELECT count(*) FROM parcel WHERE state IN ('REFUSED', 'GIVEN_UP')),"
                        + " (SELECT trouble FROM parcel WHERE state = 'WAITING' AND trouble <> ''"
                        + " ORDER BY due DESC LIMIT 1)")) {
            row.next();
            return new Undelivered(row.getLong(1), row.getLong(2), Objects.requireNonNullElse(row.getString(3), ""));
        }
    }

    private List<Delivery> list(String which, String value) throws SQLException {
        List<Delivery> found = new ArrayList<>();
        try (PreparedStatement query = connection.prepareStatement(
                "SELECT id, run, label, state, attempts, due, trouble FROM parcel " + which)) {
            query.setString(1, value);
            ResultSet rows = query.executeQuery();
            while (rows.next()) {
                found.add(new Delivery(
                        rows.getString(1),
                        rows.getString(2),
                        rows.getString(3),
                        State.valueOf(rows.getString(4)),
                        rows.getInt(5),
                        Instant.ofEpochMilli(rows.getLong(6)),
                        rows.getString(7)));
            }
        }
        return found;
    }

    private int change(String statement, Object... values) throws SQLException {
        try (PreparedStatement prepared = connection.prepareStatement(statement)) {
            for (int i = 0; i < values.length; i++) {
                prepared.setObject(i + 1, values[i]);
            }
            return prepared.executeUpdate();
        }
    }

    private long number(String query) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            return rows.next() ? rows.getLong(1) : 0;
        }
    }

    private interface Changes {
        void make() throws SQLException;
    }

    private void transaction(Changes changes) throws SQLException {
        SqliteTransaction.of(connection, any -> {
            changes.make();
            return true;
        });
    }
}
