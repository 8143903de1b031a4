package org.alyxtransfer.alyx;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.LocalDate;
import java.util.Collection;
import java.util.UUID;
import java.util.stream.Collectors;

/** Which datasets: all conditions given must hold; names and collections are exact and case counts. */
@CheckReturnValue
public final class DatasetQuery {
    private final Query query;

    private DatasetQuery(Query query) {
        this.query = query;
    }

    public static DatasetQuery any() {
        return new DatasetQuery(Query.NONE);
    }

    public static DatasetQuery ofSession(UUID session) {
        return any().with("session", session);
    }

    static DatasetQuery ofIds(Collection<UUID> ids) {
        return any().with(
                        "django",
                        ids.stream().map(id -> "'" + id + "'").collect(Collectors.joining(",", "id__in,[", "]")));
    }

    public DatasetQuery name(String filename) {
        return with("name", filename);
    }

    public DatasetQuery collection(String collection) {
        return with("collection", collection);
    }

    public DatasetQuery type(String name) {
        return with("dataset_type", name);
    }

    public DatasetQuery revision(String name) {
        return with("revision", name);
    }

    public DatasetQuery subject(String nickname) {
        return with("subject", nickname);
    }

    public DatasetQuery date(LocalDate day) {
        return with("date", day);
    }

    public DatasetQuery number(int session) {
        return with("experiment_number", session);
    }

    public DatasetQuery hash(String hash) {
        return with("hash", hash);
    }

    public DatasetQuery tag(String name) {
        return with("tag", name);
    }

    public DatasetQuery lab(String name) {
        return with("lab", name);
    }

    /** Only the revisions that are to be used. */
    public DatasetQuery defaultsOnly() {
        return with("default_dataset", true);
    }

    /** Only those with an existing record in a non-personal repository. */
    public DatasetQuery existingOnly() {
        return with("exists", true);
    }

    Query query() {
        return query;
    }

    private DatasetQuery with(String key, Object value) {
        return new DatasetQuery(query.with(key, value));
    }

    @Override
    public String toString() {
        return query.after("/datasets");
    }
}
