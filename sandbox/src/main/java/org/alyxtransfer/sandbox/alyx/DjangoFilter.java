package org.alyxtransfer.sandbox.alyx;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * The {@code django=} parameter: names and values in turn, separated by commas; a tilde before a name excludes.
 *
 * <p>Each condition is for itself: two on {@code file_records} may be met by two different records.
 */
record DjangoFilter(List<Condition> including, List<Condition> excluding) {

    static DjangoFilter of(String text) {
        return of("", text);
    }

    /** @param prefix what stands before every name, such as {@code json__} for a filter inside a session's JSON */
    static DjangoFilter of(String prefix, String text) {
        List<String> parts = split(text);
        List<Condition> including = new ArrayList<>();
        List<Condition> excluding = new ArrayList<>();
        for (int i = 0; i + 1 < parts.size(); i += 2) {
            boolean excludes = parts.get(i).startsWith("~");
            String name = prefix + (excludes ? parts.get(i).substring(1) : parts.get(i));
            Condition condition = new Condition(List.of(name.split("__")), PythonValue.of(parts.get(i + 1)));
            (excludes ? excluding : including).add(condition);
        }
        return new DjangoFilter(including, excluding);
    }

    <T> List<T> matching(Store store, Collection<T> rows) {
        return rows.stream()
                .filter(row -> including.stream().allMatch(condition -> condition.holds(store, row)))
                .filter(row -> excluding.stream().noneMatch(condition -> condition.holds(store, row)))
                .toList();
    }

    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int start = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '[' || c == '(') {
                depth++;
            } else if (c == ']' || c == ')') {
                depth--;
            } else if (c == ',' && depth == 0) {
                parts.add(text.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(text.substring(start));
        return parts;
    }

    /** One lookup, such as {@code session__start_time__date} and the value it is compared with. */
    record Condition(List<String> path, PythonValue value) {

        Condition rest() {
            return new Condition(path.subList(1, path.size()), value);
        }

        boolean holds(Store store, Object row) {
            if (path.isEmpty()) {
                return value.compare("exact", row);
            }
            String first = path.get(0);
            if (PythonValue.LOOKUPS.contains(first) && path.size() == 1) {
                return value.compare(first, row);
            }
            if (first.equals("date") && row instanceof String time && time.length() >= 10) {
                return rest().holds(store, time.substring(0, 10));
            }
            List<?> found = Models.values(store, row, first);
            if (path.size() == 2 && path.get(1).equals("isnull")) {
                return found.isEmpty() == value.isTrue();
            }
            return found.stream().anyMatch(next -> rest().holds(store, next));
        }
    }
}
