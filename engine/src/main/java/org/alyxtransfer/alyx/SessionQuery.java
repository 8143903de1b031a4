package org.alyxtransfer.alyx;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.LocalDate;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Which sessions: all conditions given must hold. Only filters that Alyx has can be named, as it ignores unknown ones
 * silently and would return everything.
 */
@CheckReturnValue
public final class SessionQuery {
    private static final LocalDate FIRST_DAY = LocalDate.of(1900, 1, 1);
    private static final LocalDate LAST_DAY = LocalDate.of(2999, 12, 31);

    private final Query query;

    private SessionQuery(Query query) {
        this.query = query;
    }

    /** Every session. */
    public static SessionQuery any() {
        return new SessionQuery(Query.NONE);
    }

    /** The nickname, whole; case does not matter to Alyx. */
    public SessionQuery subject(String nickname) {
        return with("subject", nickname);
    }

    /** Days of the start, both included; null leaves that end open. */
    public SessionQuery dates(@Nullable LocalDate from, @Nullable LocalDate to) {
        return with("date_range", (from == null ? FIRST_DAY : from) + "," + (to == null ? LAST_DAY : to));
    }

    public SessionQuery number(int number) {
        return with("number", number);
    }

    public SessionQuery lab(String name) {
        return with("lab", name);
    }

    /** A part of a project's name. */
    public SessionQuery project(String part) {
        return with("projects", part);
    }

    /** A part of the task protocol. */
    public SessionQuery taskProtocol(String part) {
        return with("task_protocol", part);
    }

    public SessionQuery user(String name) {
        return with("users", name);
    }

    /** Sessions that have datasets of all these types. */
    public SessionQuery datasetTypes(Collection<String> names) {
        return with("dataset_types", String.join(",", names));
    }

    /** Sessions that have all these files, by exact name and existing in a non-personal repository. */
    public SessionQuery datasets(Collection<String> filenames) {
        return with("datasets", String.join(",", filenames));
    }

    Query query() {
        return query;
    }

    private SessionQuery with(String key, Object value) {
        return new SessionQuery(query.with(key, value));
    }

    @Override
    public String toString() {
        return query.after("/sessions");
    }
}
