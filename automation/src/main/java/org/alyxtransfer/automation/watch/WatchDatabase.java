package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.sqlite.SQLiteConfig;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The watcher's SQLite database (WAL, {@code synchronous=FULL}): what was acknowledged survives a crash of the process and
 * of the computer. Opening and closing block; the rest happens on a thread of its own.
 */
final class WatchDatabase implements AutoCloseable {
    private static final int VERSION = 1;
    private static final List<String> TABLES = List.of(
            "CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
            "CREATE TABLE seen (source TEXT NOT NULL, item TEXT NOT NULL, version TEXT NOT NULL, changed TEXT NOT NULL,"
                    + " PRIMARY KEY (source, item)) WITHOUT ROWID",
            "CREATE TABLE work (rule TEXT NOT NULL, item TEXT NOT NULL, cause TEXT NOT NULL, version TEXT NOT NULL"
                    + " DEFAULT '', due INTEGER NOT NULL, tries INTEGER NOT NULL DEFAULT 0, marks INTEGER NOT NULL"
                    + " DEFAULT 1, result TEXT NOT NULL DEFAULT '', trouble TEXT NOT NULL DEFAULT '',"
                    + " PRIMARY KEY (rule, item)) WITHOUT ROWID",
            "CREATE INDEX work_due ON work (due)",
            "CREATE TABLE done (rule TEXT NOT NULL, item TEXT NOT NULL, version TEXT NOT NULL, run TEXT NOT NULL,"
                    + " outcome TEXT NOT NULL, ended INTEGER NOT NULL, PRIMARY KEY (rule, item, version)) WITHOUT ROWID");

    private final Path file;
    private final Connection connection;
    private final Scheduler thread = Schedulers.newBoundedElastic(1, 100_000, "alyx-watch-state", 60, true);

    /** Reads or writes; all of it happens, or none. */
    interface Change<T> {
        T on(Connection connection) throws SQLException;
    }

    private WatchDatabase(Path file, Connection connection) {
        this.file = file;
        this.connection = connection;
    }

    /** Opens or creates. Fails with {@code INVALID} or {@code UNAVAILABLE}. */
    static WatchDatabase open(Path file) {
        try {
            SQLiteConfig config = new SQLiteConfig();
            config.setBusyTimeout(5000); // milliseconds
            Connection connection = config.createConnection("jdbc:sqlite:" + file);
            try (Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA journal_mode = WAL");
                statement.execute("PRAGMA synchronous = FULL");
                create(connection, statement, file);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
            connection.setAutoCommit(false);
            return new WatchDatabase(file, connection);
        } catch (SQLException e) {
            throw new TransferException(
                    Kind.INVALID,
                    file.toString(),
                    "what 'watch' remembers cannot be opened (" + e.getMessage()
                            + "). Your data is safe; move this file away to begin anew from now on",
                    e);
        }
    }

    private static void create(Connection connection, Statement statement, Path file) throws SQLException {
        int version;
        try (ResultSet row = statement.executeQuery("PRAGMA user_version")) {
            version = row.getInt(1);
        }
        if (version > VERSION) {
            throw new TransferException(
                    Kind.INVALID, file.toString(), "was written by a newer alyx-transfer; it was left as it is");
        }
        if (version == 0) {
            connection.setAutoCommit(false);
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("PRAGMA user_version = " + VERSION);
            connection.commit();
            connection.setAutoCommit(true);
        }
    }

    /** Blocks until what was asked before is written. */
    @Override
    public void close() {
        thread.disposeGracefully().block();
        try {
            connection.close();
        } catch (SQLException e) {
            throw new TransferException(Kind.UNAVAILABLE, file.toString(), "did not close well", e);
        }
    }

    Mono<Void> change(String sql, Object... values) {
        return ask(open -> {
                    run(open, sql, values);
                    return true;
                })
                .then();
    }

    /** One transaction. */
    <T> Mono<T> ask(Change<T> change) {
        return Mono.fromCallable(() -> transact(change)).subscribeOn(thread).publishOn(Schedulers.parallel());
    }

    private <T> T transact(Change<T> change) {
        try {
            try {
                T answer = change.on(connection);
                connection.commit();
                return answer;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            }
        } catch (SQLException e) {
            throw new TransferException(
                    Kind.UNAVAILABLE,
                    file.toString(),
                    "what 'watch' does cannot be remembered (" + e.getMessage() + "), so it is not done",
                    e);
        }
    }

    static void run(Connection open, String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = prepared(open, sql, values)) {
            statement.executeUpdate();
        }
    }

    static long count(Connection open, String sql, Object... values) throws SQLException {
        try (PreparedStatement query = prepared(open, sql, values);
                ResultSet row = query.executeQuery()) {
            return row.getLong(1);
        }
    }

    static PreparedStatement prepared(Connection open, String sql, Object... values) throws SQLException {
        PreparedStatement statement = open.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
