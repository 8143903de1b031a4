package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads register-file's loosely typed keys: lists that may be comma strings, flags that may be text. */
final class PythonBody {
    private PythonBody() {}

    /** Of texts only {@code "True"} is true. */
    static boolean flag(JsonNode body, String key, boolean otherwise) {
        JsonNode value = body.path(key);
        if (value.isMissingNode()) {
            return otherwise;
        }
        return value.isTextual() ? value.asText().equals("True") : value.asBoolean();
    }

    /** A list or a comma string; missing and null are empty. */
    static List<String> texts(JsonNode body, String key) {
        JsonNode value = body.path(key);
        if (value.isTextual()) {
            return value.asText().isEmpty() ? List.of() : List.of(value.asText().split(","));
        }
        return Json.textsOf(body, key);
    }

    /** A list or a comma string; missing gives nulls for all, null is an error. */
    static List<JsonNode> list(JsonNode body, String key, int count) {
        JsonNode value = body.path(key);
        if (value.isMissingNode()) {
            return Collections.nCopies(count, NullNode.getInstance());
        }
        if (value.isNull()) {
            throw Refusal.uncaught("'NoneType' object is not iterable");
        }
        if (value.isTextual()) {
            return texts(body, key).stream().map(Json::text).toList();
        }
        List<JsonNode> items = new ArrayList<>();
        value.forEach(items::add);
        return items;
    }

    /** A list, or one value for all. */
    static List<JsonNode> listOrSame(JsonNode body, String key, JsonNode otherwise, int count) {
        JsonNode value = body.path(key);
        if (value.isMissingNode()) {
            return Collections.nCopies(count, otherwise);
        }
        return value.isTextual() || value.isNumber() ? Collections.nCopies(count, value) : list(body, key, count);
    }

    static List<Optional<Long>> integers(JsonNode body, String key, int count) {
        JsonNode value = body.path(key);
        List<JsonNode> items = value.isNumber() ? Collections.nCopies(count, value) : list(body, key, count);
        return items.stream().map(PythonBody::integer).toList();
    }

    static @Nullable String textOrNull(JsonNode value) {
        return value.isNull() ? null : value.asText();
    }

    private static Optional<Long> integer(JsonNode value) {
        if (value.isNull()) {
            return Optional.empty();
        }
        if (value.isNumber()) {
            return Optional.of(value.asLong());
        }
        try {
            return Optional.of(Long.valueOf(value.asText().strip()));
        } catch (NumberFormatException e) {
            throw Refusal.uncaught("invalid literal for int() with base 10: '" + value.asText() + "'");
        }
    }
}
