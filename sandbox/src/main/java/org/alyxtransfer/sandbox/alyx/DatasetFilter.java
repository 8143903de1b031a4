package org.alyxtransfer.sandbox.alyx;

import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;

/** The filters of {@code GET /datasets}; unknown ones are ignored, as the real server does. */
final class DatasetFilter {
    private final Store store;
    private final Call call;

    DatasetFilter(Store store, Call call) {
        this.store = store;
        this.call = call;
    }

    Collection<DatasetRow> matching() {
        Predicate<DatasetRow> wanted = row -> true;
        wanted = wanted.and(with("id", (row, value) -> value.equals(row.id)))
                .and(with("name", (row, value) -> value.equals(row.key.name())))
                .and(with("collection", (row, value) -> value.equals(row.key.collection())))
                .and(with("hash", (row, value) -> value.equals(row.hash)))
                .and(with("version", (row, value) -> value.equals(row.version)))
                .and(with("revision", (row, value) -> value.equals(row.key.revision())))
                .and(with("dataset_type", (row, value) -> value.equals(row.key.type())))
                .and(with("data_format", (row, value) -> value.equals(row.key.format())))
                .and(with("created_by", (row, value) -> value.equals(row.createdBy)))
                .and(with("created_date", (row, value) -> row.created.startsWith(value)))
                .and(with(
                        "created_date_gte",
                        (row, value) -> row.created.substring(0, 10).compareTo(value) >= 0))
                .and(with(
                        "created_date_lte",
                        (row, value) -> row.created.substring(0, 10).compareTo(value) <= 0))
                .and(with("tag", (row, value) -> row.tags.contains(value)))
                .and(with("qc", (row, value) -> Objects.equals(Quality.number(Json.text(value)), row.qc)))
                .and(flag("default_dataset", row -> row.isDefault))
                .and(flag("protected", store::isProtected))
                .and(flag("public", store::isPublic))
                .and(session("subject", (row, value) -> value.equals(row.nickname())))
                .and(session("lab", (row, value) -> value.equals(Json.textOf(row.columns, "lab"))))
                .and(session("date", (row, value) -> value.equals(row.date())))
                .and(session("experiment_number", (row, value) -> value.equals(String.valueOf(row.number()))))
                .and(exists());
        List<DatasetRow> rows = candidates().stream().filter(wanted).toList();
        String django = call.filter("django");
        return django == null ? rows : DjangoFilter.of(django).matching(store, rows);
    }

    private Collection<DatasetRow> candidates() {
        String session = call.filter("session");
        if (session == null) {
            String name = call.filter("name");
            return name == null ? store.datasets.values() : store.named(name);
        }
        if (!Routes.isUuid(session)) {
            throw Refusal.field("session", "\u201c" + session + "\u201d is not a valid UUID.");
        }
        SessionRow row = store.sessions.get(session);
        if (row == null) {
            throw Refusal.field("session", "Select a valid choice. That choice is not one of the available choices.");
        }
        return row.datasets;
    }

    /** Looks at servers' records only; one of them is enough, so a dataset may both exist and not. */
    private Predicate<DatasetRow> exists() {
        String value = call.filter("exists");
        if (value == null) {
            return row -> true;
        }
        boolean wanted = value.equalsIgnoreCase("true") || value.equals("1");
        return row -> row.files.stream().anyMatch(file -> file.exists == wanted && !store.isPersonal(file));
    }

    private Predicate<DatasetRow> flag(String filter, Predicate<DatasetRow> flag) {
        String value = call.filter(filter);
        if (value == null) {
            return row -> true;
        }
        return value.equalsIgnoreCase("true") || value.equals("1") ? flag : flag.negate();
    }

    private Predicate<DatasetRow> with(String filter, Test<DatasetRow> test) {
        String value = call.filter(filter);
        return value == null ? row -> true : row -> test.passes(row, value);
    }

    private Predicate<DatasetRow> session(String filter, Test<SessionRow> test) {
        String value = call.filter(filter);
        return value == null ? row -> true : row -> row.session != null && test.passes(row.session, value);
    }

    /** Whether a row passes with the value that was asked for. */
    private interface Test<T> {
        boolean passes(T row, String value);
    }
}
