package org.alyxtransfer.journal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * A journal in a SQLite database (WAL, {@code synchronous=FULL}): what was acknowledged survives a crash of the process
 * and of the computer.
 *
 * <p>For one process; who opens it sees to that ({@link Jobs}). Opening and closing block; everything else happens on
 * the journal's own thread.
 */
public final class SqliteJournal implements Journal, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteJournal.class);
    private static final String RUNS = "runs";

    private final Connection connection;
    private final JournalWriting writing;
    private final JournalReading reading;
    private final JournalLane lane;
    private final int run;

    private SqliteJournal(Connection connection, Path file, int run) throws SQLException {
        this.connection = connection;
        this.run = run;
        this.writing = new JournalWriting(connection, run);
        this.reading = new JournalReading(connection, file);
        this.lane = new JournalLane(connection, writing, file);
    }

    /**
     * Opens or creates; an older form is brought up to date. Fails with {@code INVALID} for a file that is damaged, of a
     * newer version or none of ours (which is left as it is), {@code BUSY}, {@code FULL} or {@code UNAVAILABLE}.
     */
    public static SqliteJournal open(Path file) {
        return open(file, Map.of());
    }

    /**
     * The same, for a job.
     *
     * @param notes written when this is the journal's first run
     */
    static SqliteJournal open(Path file, Map<String, String> notes) {
        Connection connection = connect(file, false);
        try {
            JournalSchema.bringUpToDate(connection, file);
            try (Statement pragma = connection.createStatement()) {
                pragma.execute("PRAGMA journal_mode = WAL");
                pragma.execute("PRAGMA synchronous = FULL");
                pragma.execute("PRAGMA journal_size_limit = 4194304"); // bytes that a closed WAL may keep
                pragma.execute("PRAGMA cache_size = -8192"); // KiB; the default forgets the index of a million files
            }
            int run = new JobNotes(new JournalReading(connection, file).job()).runs() + 1;
            Map<String, String> all = new TreeMap<>(run == 1 ? notes : Map.of());
            all.put(RUNS, Integer.toString(run));
            connection.setAutoCommit(false);
            write(connection, all);
            connection.commit();
            connection.setAutoCommit(true);
            return new SqliteJournal(connection, file, run);
        } catch (SQLException e) {
            closeAfter(e, connection);
            throw JournalErrors.explain(e, file);
        } catch (TransferException e) {
            closeAfter(e, connection);
            throw e;
        }
    }

    @Override
    public Mono<Void> append(Collection<? extends JournalEntry> entries) {
        return entries.isEmpty() ? Mono.empty() : lane.append(entries);
    }

    @Override
    public Flux<FileProgress> unfinished(SessionPath session) {
        return lane.ask(any -> reading.unfinished(session, run)).flatMapIterable(files -> files);
    }

    @Override
    public Flux<SessionPath> unfinishedSessions() {
        return lane.ask(any -> reading.unfinishedSessions()).flatMapIterable(sessions -> sessions);
    }

    @Override
    public Flux<FinishedFile> finished(SessionPath session) {
        return lane.ask(any -> reading.finished(session)).flatMapIterable(files -> files);
    }

    @Override
    public Mono<Void> asking(SessionPath session, Instant since) {
        return lane.ask(open -> write(open, session, since)).then();
    }

    @Override
    public Mono<Instant> asked(SessionPath session) {
        return lane.ask(any -> Optional.ofNullable(reading.asked(session))).flatMap(Mono::justOrEmpty);
    }

    @Override
    public Mono<Void> broken() {
        return lane.broken();
    }

    /** How often this journal was opened for writing, this time included. */
    public int run() {
        return run;
    }

    /** Writes about the job as a whole. */
    Mono<Void> note(Map<String, String> values) {
        return lane.ask(open -> write(open, values)).then();
    }

    /** For tests of full disks. Blocks. */
    void limitPages(int pages) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA max_page_count = " + pages);
        }
    }

    /** Blocks until what was appended is written. */
    @Override
    public void close() {
        try {
            lane.end();
            writing.close();
            connection.close();
        } catch (SQLException e) {
            LOG.debug("the journal did not close well; it is opened again all the same", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Blocks; opens a journal that another process may be writing, to look at it. */
    static Connection connect(Path file, boolean toLook) {
        SQLiteConfig config = new SQLiteConfig();
        config.setBusyTimeout(5000); // milliseconds
        config.setReadOnly(toLook);
        try {
            return config.createConnection("jdbc:sqlite:" + file);
        } catch (SQLException e) {
            throw JournalErrors.explain(e, file);
        }
    }

    private static boolean write(Connection connection, Map<String, String> values) throws SQLException {
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT OR REPLACE INTO job (name, value) VALUES (?, ?)")) {
            for (Map.Entry<String, String> value : List.copyOf(values.entrySet())) {
                statement.setString(1, value.getKey());
                statement.setString(2, value.getValue());
                statement.executeUpdate();
            }
            return true;
        }
    }

    private static boolean write(Connection connection, SessionPath session, Instant asked) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO session (path, asked) VALUES (?, ?)"
                + " ON CONFLICT (path) DO UPDATE SET asked = excluded.asked")) {
            statement.setString(1, session.toString());
            statement.setLong(2, Columns.nanos(asked));
            statement.executeUpdate();
            return true;
        }
    }

    private static void closeAfter(Exception failure, Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
