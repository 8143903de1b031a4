package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The rows of one simple model, each kept as REST writes it. */
final class Table {
    final String model;
    final String key;
    private final Map<String, List<ObjectNode>> rows;

    /**
     * @param model the model's name in messages
     * @param key the column that names a row in paths and references
     * @param isSorted whether lists are ordered by the key; otherwise they come as they were made
     */
    Table(String model, String key, boolean isSorted) {
        this.model = model;
        this.key = key;
        this.rows = isSorted ? new TreeMap<>() : new LinkedHashMap<>();
    }

    void add(ObjectNode row) {
        rows.computeIfAbsent(row.path(key).asText(), name -> new ArrayList<>()).add(row);
    }

    void remove(ObjectNode row) {
        rows.values().forEach(named -> named.remove(row));
    }

    Collection<ObjectNode> rows() {
        return rows.values().stream().flatMap(List::stream).toList();
    }

    boolean has(String name) {
        return !rows.getOrDefault(name, List.of()).isEmpty();
    }

    /** The row of that name or null; a name that several rows share cannot be used, as in the real server. */
    @Nullable
    ObjectNode find(String name) {
        List<ObjectNode> found = rows.getOrDefault(name, List.of());
        if (found.size() > 1) {
            throw Refusal.ambiguous(model, found.size());
        }
        return found.isEmpty() ? null : found.get(0);
    }

    ObjectNode get(String name) {
        ObjectNode row = find(name);
        if (row == null) {
            throw Refusal.unknown(model);
        }
        return row;
    }

    @Nullable
    ObjectNode first(Predicate<ObjectNode> wanted) {
        return rows().stream().filter(wanted).findFirst().orElse(null);
    }
}
