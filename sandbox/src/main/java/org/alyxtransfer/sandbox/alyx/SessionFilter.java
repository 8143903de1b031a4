package org.alyxtransfer.sandbox.alyx;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The filters of {@code GET /sessions}; unknown ones are ignored, as the real server does. */
final class SessionFilter {
    private final Store store;
    private final Call call;

    SessionFilter(Store store, Call call) {
        this.store = store;
        this.call = call;
    }

    Collection<SessionRow> matching() {
        Predicate<SessionRow> wanted = row -> true;
        wanted = wanted.and(with("subject", (row, value) -> value.equalsIgnoreCase(row.nickname())))
                .and(with("nickname", (row, value) -> contains(row.nickname(), value)))
                .and(with("lab", (row, value) -> value.equalsIgnoreCase(Json.textOf(row.columns, "lab"))))
                .and(with("id", (row, value) -> List.of(value.split(",")).contains(row.id)))
                .and(with("type", (row, value) -> value.equalsIgnoreCase(Json.textOf(row.columns, "type"))))
                .and(with("location", (row, value) -> contains(Json.textOf(row.columns, "location"), value)))
                .and(with("task_protocol", (row, value) -> contains(Json.textOf(row.columns, "task_protocol"), value)))
                .and(with("qc", (row, value) -> value.equalsIgnoreCase(Json.textOf(row.columns, "qc"))))
                .and(with("project", SessionFilter::hasProject))
                .and(with("projects", SessionFilter::hasProject))
                .and(with("users", (row, value) -> row.users.containsAll(List.of(value.split(",")))))
                .and(with(
                        "tag", (row, value) -> row.datasets.stream().anyMatch(dataset -> dataset.tags.contains(value))))
                .and(with("dataset_types", (row, value) -> hasTypes(row, List.of(value.split(",")))))
                .and(with("datasets", (row, value) -> hasFiles(row, List.of(value.split(",")))))
                .and(number())
                .and(dateRange());
        List<SessionRow> rows = store.sessions.values().stream().filter(wanted).toList();
        return filtered("django", "", filtered("json", "json__", filtered("extended_qc", "extended_qc__", rows)));
    }

    private List<SessionRow> filtered(String filter, String prefix, List<SessionRow> rows) {
        String wanted = call.filter(filter);
        return wanted == null ? rows : DjangoFilter.of(prefix, wanted).matching(store, rows);
    }

    private Predicate<SessionRow> number() {
        String wanted = call.filter("number");
        if (wanted == null) {
            return row -> true;
        }
        try {
            int number = Integer.parseInt(wanted.strip());
            return row -> Integer.valueOf(number).equals(row.number());
        } catch (NumberFormatException e) {
            throw Refusal.field("number", "Enter a number.");
        }
    }

    private Predicate<SessionRow> dateRange() {
        String wanted = call.filter("date_range");
        if (wanted == null) {
            return row -> true;
        }
        String[] ends = wanted.split(",");
        if (ends.length < 2) {
            throw Refusal.uncaught("list index out of range");
        }
        String from = date(ends[0]);
        String to = date(ends[1]);
        return row -> !row.date().isEmpty()
                && row.date().compareTo(from) >= 0
                && row.date().compareTo(to) <= 0;
    }

    private static String date(String text) {
        try {
            return LocalDate.parse(text.strip()).toString();
        } catch (DateTimeParseException e) {
            throw Refusal.uncaught(
                    "['\u201c%s\u201d value has an invalid date format. It must be in YYYY-MM-DD format.']"
                            .formatted(text));
        }
    }

    private Predicate<SessionRow> with(String filter, Test test) {
        String value = call.filter(filter);
        return value == null ? row -> true : row -> test.passes(row, value);
    }

    private static boolean hasProject(SessionRow row, String part) {
        return Json.textsOf(row.columns, "projects").stream().anyMatch(name -> contains(name, part));
    }

    private static boolean hasTypes(SessionRow row, List<String> types) {
        return row.datasets.stream()
                .map(dataset -> dataset.key.type())
                .collect(Collectors.toSet())
                .containsAll(types);
    }

    private boolean hasFiles(SessionRow row, List<String> names) {
        return row.datasets.stream()
                .filter(store::existsOnServer)
                .map(dataset -> dataset.key.name())
                .collect(Collectors.toSet())
                .containsAll(names);
    }

    private static boolean contains(@Nullable String text, String part) {
        return text != null && text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }

    /** Whether a row passes with the value that was asked for. */
    private interface Test {
        boolean passes(SessionRow row, String value);
    }
}
