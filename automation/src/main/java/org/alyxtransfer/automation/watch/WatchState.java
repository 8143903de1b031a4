package org.alyxtransfer.automation.watch;

import static org.alyxtransfer.automation.watch.WatchDatabase.count;
import static org.alyxtransfer.automation.watch.WatchDatabase.prepared;
import static org.alyxtransfer.automation.watch.WatchDatabase.run;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What the watcher has seen, has to do and has done. */
final class WatchState {
    private final WatchDatabase database;

    WatchState(WatchDatabase database) {
        this.database = database;
    }

    /** How much there is of each. */
    record Counts(long waiting, long failing, long done) {}

    Mono<Optional<String>> note(String name) {
        return database.ask(open -> {
            try (PreparedStatement query = prepared(open, "SELECT value FROM note WHERE name = ?", name);
                    ResultSet row = query.executeQuery()) {
                return row.next() ? Optional.of(row.getString(1)) : Optional.empty();
            }
        });
    }

    Mono<Void> note(String name, String value) {
        return database.change("INSERT OR REPLACE INTO note (name, value) VALUES (?, ?)", name, value);
    }

    /** Notes what a source showed; each of it that is new or another version becomes work of these rules, due at once. */
    Mono<Void> see(String source, List<Seen> shown, Collection<String> rules, long now) {
        return database.ask(open -> {
                    for (Seen seen : shown) {
                        boolean isNew = count(
                                        open,
                                        "SELECT count(*) FROM seen WHERE source = ? AND item = ? AND version = ?",
                                        source,
                                        seen.item(),
                                        seen.version())
                                == 0;
                        run(
                                open,
                                "INSERT INTO seen (source, item, version, changed) VALUES (?, ?, ?, ?)"
                                        + " ON CONFLICT (source, item) DO UPDATE SET version = excluded.version,"
                                        + " changed = excluded.changed WHERE version <> excluded.version"
                                        + " OR changed <> excluded.changed",
                                source,
                                seen.item(),
                                seen.version(),
                                seen.changed());
                        for (String rule : isNew ? rules : List.<String>of()) {
                            mark(open, rule, seen.work(), seen.cause(), now);
                        }
                    }
                    return true;
                })
                .then();
    }

    /** Makes these the work of a rule, whether they were seen before or not. */
    Mono<Void> mark(List<String> items, String rule, long now) {
        return database.ask(open -> {
                    for (String item : items) {
                        mark(open, rule, item, "", now);
                    }
                    return true;
                })
                .then();
    }

    private static void mark(Connection open, String rule, String item, String cause, long now) throws SQLException {
        run(
                open,
                "INSERT INTO work (rule, item, cause, due) VALUES (?, ?, ?, ?) ON CONFLICT (rule, item) DO UPDATE SET"
                        + " marks = marks + 1, cause = excluded.cause, tries = 0,"
                        + " due = CASE WHEN tries > 0 THEN excluded.due ELSE max(due, excluded.due) END",
                rule,
                item,
                cause,
                now);
    }

    /** The work of these rules that is due, the oldest first. */
    Flux<Work> due(Collection<String> rules, long now, int most) {
        return database.ask(open -> {
                    List<Work> found = new ArrayList<>();
                    String sql =
                            "SELECT rule, item, cause, version, tries, marks, result FROM work WHERE due <= ? AND rule IN ("
                                    + String.join(
                                            ",", rules.stream().map(rule -> "?").toList()) + ") ORDER BY due LIMIT "
                                    + most;
                    List<Object> values = new ArrayList<>(List.of(now));
                    values.addAll(rules);
                    try (PreparedStatement query = prepared(open, sql, values.toArray());
                            ResultSet row = query.executeQuery()) {
                        while (row.next()) {
                            found.add(new Work(
                                    row.getString(1),
                                    row.getString(2),
                                    row.getString(3),
                                    row.getString(4),
                                    row.getInt(5),
                                    row.getLong(6),
                                    row.getString(7)));
                        }
                    }
                    return found;
                })
                .flatMapIterable(found -> found);
    }

    /** Work that has not failed and will be due by itself. */
    Mono<Boolean> isExpectingWork(Collection<String> rules) {
        return database.ask(open -> {
            for (String rule : rules) {
                if (count(open, "SELECT count(*) FROM work WHERE tries = 0 AND rule = ?", rule) > 0) {
                    return true;
                }
            }
            return false;
        });
    }

    /** Of these rules only: what one that was removed or renamed has left to do concerns nobody. */
    Mono<Counts> counts(Collection<String> rules) {
        return database.ask(open -> {
            Counts all = new Counts(0, 0, 0);
            for (String rule : rules) {
                all = new Counts(
                        all.waiting() + count(open, "SELECT count(*) FROM work WHERE rule = ?", rule),
                        all.failing()
                                + count(
                                        open,
                                        "SELECT count(*) FROM work WHERE tries > 0 AND trouble <> '' AND rule = ?",
                                        rule),
                        all.done() + count(open, "SELECT count(*) FROM done WHERE rule = ?", rule));
            }
            return all;
        });
    }

    Mono<Boolean> isDone(Work work, String version) {
        return database.ask(open -> count(
                        open,
                        "SELECT count(*) FROM done WHERE rule = ? AND item = ? AND version = ?",
                        work.rule(),
                        work.item(),
                        version)
                > 0);
    }

    /** Looks at it again later, whether it still has this version. */
    Mono<Void> settle(Work work, String version, long due) {
        return database.change(
                "UPDATE work SET version = ?, due = ? WHERE rule = ? AND item = ?",
                version,
                due,
                work.rule(),
                work.item());
    }

    /** Looks at it again later, without that anything failed; nobody has to stay for it. */
    Mono<Void> await(Work work, String version, long due) {
        return database.change(
                "UPDATE work SET version = ?, tries = 1, trouble = '', due = ? WHERE rule = ? AND item = ?",
                version,
                due,
                work.rule(),
                work.item());
    }

    /** Tries again later. */
    Mono<Void> retry(Work work, String trouble, long due) {
        return database.change(
                "UPDATE work SET tries = tries + 1, trouble = ?, due = ? WHERE rule = ? AND item = ?",
                trouble,
                due,
                work.rule(),
                work.item());
    }

    /** Has run; from here on it is only reported, also after a crash. */
    Mono<Void> ran(Work work, String version, String result) {
        return database.change(
                "UPDATE work SET version = ?, result = ?, tries = 0 WHERE rule = ? AND item = ?",
                version,
                result,
                work.rule(),
                work.item());
    }

    /** Ends the work, which has been reported; looks again where something was seen anew meanwhile. */
    Mono<Void> done(Work work, String version, String run, String outcome, long now) {
        return database.ask(open -> {
                    run(
                            open,
                            "INSERT OR REPLACE INTO done (rule, item, version, run, outcome, ended) VALUES (?, ?, ?, ?, ?, ?)",
                            work.rule(),
                            work.item(),
                            version,
                            run,
                            outcome,
                            now);
                    end(open, work, now);
                    return true;
                })
                .then();
    }

    /** There is nothing to do. */
    Mono<Void> drop(Work work, long now) {
        return database.ask(open -> {
                    end(open, work, now);
                    return true;
                })
                .then();
    }

    private static void end(Connection open, Work work, long now) throws SQLException {
        run(open, "DELETE FROM work WHERE rule = ? AND item = ? AND marks = ?", work.rule(), work.item(), work.marks());
        run(
                open,
                "UPDATE work SET version = '', result = '', tries = 0, due = ? WHERE rule = ? AND item = ?",
                now,
                work.rule(),
                work.item());
    }
}
