package org.alyxtransfer.sandbox.alyx;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a test may look at: copies of the rows at this moment, and what was asked of the server. Each look waits for
 * the request step in progress; not for event loops.
 */
public final class AlyxState {
    private final Desk desk;
    private final Traffic traffic;

    AlyxState(Desk desk, Traffic traffic) {
        this.desk = desk;
        this.traffic = traffic;
    }

    /** A session's row. */
    public record Session(
            String id,
            String subject,
            String date,
            @Nullable Integer number,
            List<String> users) {}

    /**
     * A dataset's row.
     *
     * @param session null for a dataset of no session
     * @param revision empty for the original
     */
    public record Dataset(
            String id,
            @Nullable String session,
            String collection,
            String name,
            String revision,
            String type,
            @Nullable Long size,
            String hash,
            String version,
            boolean isDefault,
            List<FileRecord> files) {}

    /** A file record's row. */
    public record FileRecord(String id, String repository, String path, boolean exists) {}

    public List<Session> sessions() {
        return desk.look(
                store -> store.sessions.values().stream().map(AlyxState::copy).toList());
    }

    public List<Dataset> datasets() {
        return desk.look(
                store -> store.datasets.values().stream().map(AlyxState::copy).toList());
    }

    /** Those of one session, in the order of their making. */
    public List<Dataset> datasets(String sessionId) {
        return desk.look(store -> {
            SessionRow session = store.sessions.get(sessionId);
            Collection<DatasetRow> rows = session == null ? List.of() : session.datasets;
            return rows.stream().map(AlyxState::copy).toList();
        });
    }

    public int datasetCount() {
        return desk.look(store -> store.datasets.size());
    }

    /** The record of that repository and relative path, null when there is none. */
    public @Nullable FileRecord file(String repository, String path) {
        return desk.look(store -> Optional.ofNullable(store.at(new FileRow.Place(repository, path)))
                        .map(AlyxState::copy))
                .orElse(null);
    }

    /** How many requests came, by method and path without query, such as {@code "POST /register-file"}. */
    public Map<String, Long> requests() {
        return traffic.requests();
    }

    /** How many requests came that begin with these words. */
    public long requests(String beginning) {
        return traffic.requests().entrySet().stream()
                .filter(entry -> entry.getKey().startsWith(beginning))
                .mapToLong(Map.Entry::getValue)
                .sum();
    }

    /** Register-file requests being worked on or waiting for a worker, clients present or not. */
    public int registrationsInFlight() {
        return traffic.registrationsInFlight();
    }

    /** The most register-file requests that there ever were at once for a request path, such as {@code s/2022-01-01/001}. */
    public int mostRegistrationsAtOnce(String path) {
        return traffic.mostRegistrationsAtOnce(path);
    }

    private static Session copy(SessionRow row) {
        return new Session(row.id, row.nickname(), row.date(), row.number(), List.copyOf(row.users));
    }

    private static Dataset copy(DatasetRow row) {
        return new Dataset(
                row.id,
                row.session == null ? null : row.session.id,
                row.key.collection(),
                row.key.name(),
                row.key.revision(),
                row.key.type(),
                row.size,
                row.hash,
                row.version,
                row.isDefault,
                row.files.stream().map(AlyxState::copy).toList());
    }

    private static FileRecord copy(FileRow row) {
        return new FileRecord(row.id, row.repository, row.path, row.exists);
    }
}
