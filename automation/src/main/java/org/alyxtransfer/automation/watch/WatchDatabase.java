package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.SqliteTransaction;
import org.alyxtransfer.threads.WorkerThreads;
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
    private static final int APPLICATION = 0x61745731; // "atW1"
    private static final List<String> OURS = List.of("note", "seen", "work", "done");
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
    private final Scheduler thread = WorkerThreads.scheduler("alyx-watch-state", 1, 100_000);

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
                statement.execute("PRAGMA synchronous = FULL");
                create(connection, statement, file);
                statement.execute("PRAGMA journal_mode = WAL"); // written into the file, which must be ours by now
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
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

    /** Changes nothing of a file that is another program's. */
    private static void create(Connection connection, Statement statement, Path file) throws SQLException {
        long application = number(statement, "PRAGMA application_id");
        long version = number(statement, "PRAGMA user_version");
        long tables = number(statement, "SELECT count(*) FROM sqlite_master WHERE type = 'table'");
        boolean isUnsigned = application == 0 && version == 1 && tables == OURS.size() && knowsAll(statement);
        if (application == APPLICATION && version > VERSION) {
            throw new TransferException(
                    Kind.INVALID, file.toString(), "was written by a newer alyx-transfer; it was left as it is");
        }
        if (application == 0 && version == 0 && number(statement, "SELECT count(*) FROM sqlite_master") == 0) {
            make(connection, statement);
        } else if (isUnsigned) {
            statement.execute("PRAGMA application_id = " + APPLICATION);
        } else if (application != APPLICATION || version < 1) {
            throw new TransferException(
                    Kind.INVALID,
                    file.toString(),
                    "is a database of another program, not what 'watch' remembers; it was left as it is. Move it away"
                            + " to go on");
        }
    }

    /** Early versions did not sign their files. */
    private static boolean knowsAll(Statement statement) throws SQLException {
        String names = OURS.stream().map(name -> "'" + name + "'").collect(Collectors.joining(","));
        return number(statement, "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name IN (" + names + ")")
                == OURS.size();
    }

    private static void make(Connection connection, Statement statement) throws SQLException {
        SqliteTransaction.of(connection, any -> {
            for (String table : TABLES) {
                statement.execute(table);
            }
            statement.execute("PRAGMA application_id = " + APPLICATION);
            return statement.execute("PRAGMA user_version = " + VERSION);
        });
    }

    private static long number(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() ? row.getLong(1) : 0;
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
    <T> Mono<T> ask(SqliteTransaction.Change<T> change) {
        return Mono.fromCallable(() -> transact(change)).subscribeOn(thread).publishOn(Schedulers.parallel());
    }

    private <T> T transact(SqliteTransaction.Change<T> change) {
        try {
            return SqliteTransaction.of(connection, change);
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
