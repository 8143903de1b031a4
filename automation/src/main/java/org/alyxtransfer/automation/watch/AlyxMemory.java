package org.alyxtransfer.automation.watch;

import static org.alyxtransfer.automation.watch.WatchDatabase.count;
import static org.alyxtransfer.automation.watch.WatchDatabase.prepared;
import static org.alyxtransfer.automation.watch.WatchDatabase.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Mono;

/** How far each rule has seen Alyx: a rule that is not watched for a while misses nothing that others see meanwhile. */
final class AlyxMemory {
    private static final String CURSOR = "alyx.cursor";
    private static final String DATASETS = "alyx datasets";
    private static final String SESSIONS = "alyx sessions";

    private final WatchDatabase database;

    AlyxMemory(WatchDatabase database) {
        this.database = database;
    }

    /** Under which a rule's datasets are noted as seen. */
    static String datasets(String rule) {
        return of(rule, DATASETS);
    }

    static String sessions(String rule) {
        return of(rule, SESSIONS);
    }

    /** Up to which change of the server's clock a rule was told; empty for one that never was seen before. */
    Mono<Optional<LocalDateTime>> cursor(String rule) {
        return database.ask(open -> {
                    Optional<String> own = note(open, of(rule, CURSOR));
                    return own.isPresent() ? own : inherited(open, rule);
                })
                .map(cursor -> cursor.map(LocalDateTime::parse));
    }

    /** Notes up to where a rule was told, and forgets what it saw long before. */
    Mono<Void> moveOn(String rule, LocalDateTime cursor, LocalDateTime forgotten) {
        return database.ask(open -> {
                    note(open, of(rule, CURSOR), cursor.toString());
                    for (String source : List.of(datasets(rule), sessions(rule))) {
                        run(
                                open,
                                "DELETE FROM seen WHERE source = ? AND changed <> '' AND changed < ?",
                                source,
                                forgotten.toString());
                    }
                    return true;
                })
                .then();
    }

    /** Early versions kept one cursor, and one list of what was seen, for all rules that were known. */
    private static Optional<String> inherited(Connection open, String rule) throws SQLException {
        Optional<String> cursor = note(open, CURSOR);
        boolean isKnown = count(open, "SELECT count(*) FROM note WHERE name = ?", "rule " + rule) > 0;
        if (cursor.isEmpty() || !isKnown) {
            return Optional.empty();
        }
        for (String source : List.of(DATASETS, SESSIONS)) {
            run(
                    open,
                    "INSERT OR IGNORE INTO seen (source, item, version, changed)"
                            + " SELECT ?, item, version, changed FROM seen WHERE source = ?",
                    of(rule, source),
                    source);
        }
        note(open, of(rule, CURSOR), cursor.get());
        return cursor;
    }

    private static Optional<String> note(Connection open, String name) throws SQLException {
        try (PreparedStatement query = prepared(open, "SELECT value FROM note WHERE name = ?", name);
                ResultSet row = query.executeQuery()) {
            return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
        }
    }

    private static void note(Connection open, String name, String value) throws SQLException {
        run(open, "INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", name, value);
    }

    private static String of(String rule, String what) {
        return what + " of " + rule;
    }
}
