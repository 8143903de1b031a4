package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.Function;

/** A model whose rows are stored as REST writes them: how they are listed, shown, made, changed and deleted. */
class SimpleModel {
    private final Function<Store, Table> table;
    private final Form form;
    private final Map<String, JsonNode> defaults = new LinkedHashMap<>();
    private final Map<String, String> unique = new LinkedHashMap<>();
    private final List<String> filters = new ArrayList<>();
    private boolean hasId;

    SimpleModel(Function<Store, Table> table, Form form) {
        this.table = table;
        this.form = form;
    }

    SimpleModel withDefaults(Consumer<ObjectNode> columns) {
        ObjectNode row = Json.object();
        columns.accept(row);
        row.properties().forEach(column -> defaults.put(column.getKey(), column.getValue()));
        return this;
    }

    SimpleModel withId() {
        hasId = true;
        return this;
    }

    /** @param message the answer's words for a second row with the same value; empty values are not compared */
    SimpleModel unique(String column, String message) {
        unique.put(column, message);
        return this;
    }

    /** Columns that lists filter by, exactly. */
    SimpleModel filteredBy(String... columns) {
        filters.addAll(List.of(columns));
        return this;
    }

    Answer list(Store store, Call call) {
        return Paging.answer(
                call,
                table.apply(store).rows().stream()
                        .filter(row -> filters.stream().allMatch(column -> passes(call, row, column)))
                        .toList(),
                row -> written(store, call, row));
    }

    Answer show(Store store, Call call) {
        return Answer.ok(shown(store, call, table.apply(store).get(call.id())));
    }

    Answer create(Store store, Call call) {
        ObjectNode values = form.read(store, call.body(), false);
        ObjectNode row = Json.object();
        if (hasId) {
            row.put("id", store.newId());
        }
        defaults.forEach((column, value) -> row.set(column, value.deepCopy()));
        row.setAll(values);
        complete(store, call, row);
        checkUnique(store, row, "");
        table.apply(store).add(row);
        return Answer.json(201, written(store, call, row));
    }

    Answer change(Store store, Call call) {
        ObjectNode row = table.apply(store).get(call.id());
        ObjectNode changed = row.deepCopy();
        changed.setAll(form.read(store, call.body(), call.method().equals("PATCH")));
        checkUnique(store, changed, call.id());
        table.apply(store).remove(row);
        row.setAll(changed);
        table.apply(store).add(row);
        return Answer.ok(written(store, call, row));
    }

    Answer delete(Store store, Call call) {
        table.apply(store).remove(table.apply(store).get(call.id()));
        return Answer.noContent();
    }

    /** Fills what a new row takes from its surroundings. */
    void complete(Store store, Call call, ObjectNode row) {}

    /** A row as it is listed. */
    ObjectNode written(Store store, Call call, ObjectNode row) {
        return row;
    }

    /** A row as it is shown alone. */
    ObjectNode shown(Store store, Call call, ObjectNode row) {
        return written(store, call, row);
    }

    /** @param itself the key of the row that is changed, empty for a new one */
    private void checkUnique(Store store, ObjectNode row, String itself) {
        Table rows = table.apply(store);
        unique.forEach((column, message) -> {
            String value = Json.textOf(row, column);
            ObjectNode other = rows.first(candidate -> Objects.equals(Json.textOf(candidate, column), value)
                    && !candidate.path(rows.key).asText().equals(itself));
            if (value != null && !value.isEmpty() && other != null) {
                throw Refusal.field(column, message);
            }
        });
    }

    private static boolean passes(Call call, ObjectNode row, String column) {
        String wanted = call.filter(column);
        return wanted == null || wanted.equalsIgnoreCase(Json.textOf(row, column));
    }
}
