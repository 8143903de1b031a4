package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields that a model takes; reads a request's body against them, all errors at once. Unknown keys are dropped. */
final class Form {
    private final Map<String, Field> fields = new LinkedHashMap<>();
    private final Set<String> required = new LinkedHashSet<>();
    private final Set<String> nullable = new LinkedHashSet<>();

    Form required(String name, Field field) {
        required.add(name);
        return optional(name, field);
    }

    Form optional(String name, Field field) {
        fields.put(name, field);
        return this;
    }

    Form nullable(String name, Field field) {
        nullable.add(name);
        return optional(name, field);
    }

    /**
     * The accepted values.
     *
     * @param isPartial a PATCH: nothing is required
     */
    ObjectNode read(Store store, JsonNode body, boolean isPartial) {
        if (!body.isObject()) {
            String kind = body.isArray() ? "list" : body.getNodeType().name().toLowerCase(Locale.ROOT);
            throw Refusal.field("non_field_errors", "Invalid data. Expected a dictionary, but got " + kind + ".");
        }
        ObjectNode values = Json.object();
        ObjectNode errors = Json.object();
        fields.forEach((name, field) -> {
            String error = readOne(store, body, name, field, values, isPartial);
            if (!error.isEmpty()) {
                errors.putArray(name).add(error);
            }
        });
        if (!errors.isEmpty()) {
            throw new Refusal(Answer.fieldErrors(errors));
        }
        return values;
    }

    private String readOne(Store store, JsonNode body, String name, Field field, ObjectNode values, boolean isPartial) {
        JsonNode given = body.path(name);
        if (given.isMissingNode()) {
            return required.contains(name) && !isPartial ? "This field is required." : "";
        }
        if (given.isNull()) {
            values.putNull(name);
            return nullable.contains(name) ? "" : "This field may not be null.";
        }
        try {
            values.set(name, field.accept(store, given));
            return "";
        } catch (Field.Invalid e) {
            return String.valueOf(e.getMessage());
        }
    }
}
