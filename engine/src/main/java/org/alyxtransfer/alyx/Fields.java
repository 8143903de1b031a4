package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.LocalDateTime;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one JSON object of an answer: unknown ones are ignored, missing ones have a neutral value, and one of
 * another type than expected is {@link Kind#GARBLED}.
 */
final class Fields {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ZONE = Pattern.compile("(Z|[+-]\\d{2}:?\\d{2})$");
    private static final int UUID_LENGTH = 36;

    private final JsonNode object;
    private final String where;

    private Fields(JsonNode object, String where) {
        this.object = object;
        this.where = where;
    }

    static Fields of(JsonNode node, String where) {
        if (!node.isObject()) {
            throw new TransferException(Kind.GARBLED, where, "expected a JSON object, got " + excerpt(node));
        }
        return new Fields(node, where);
    }

    static List<Fields> each(JsonNode node, String where) {
        if (!node.isArray()) {
            throw new TransferException(Kind.GARBLED, where, "expected a JSON list, got " + excerpt(node));
        }
        List<Fields> all = new ArrayList<>(node.size());
        node.forEach(item -> all.add(of(item, where)));
        return all;
    }

    /** Empty where missing or null. */
    String text(String key) {
        String text = optionalText(key);
        return text == null ? "" : text;
    }

    @Nullable
    String optionalText(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isValueNode()) {
            throw garbled(key, value);
        }
        return value.asText();
    }

    String requiredText(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            throw new TransferException(Kind.GARBLED, where, "the answer lacks '" + key + "'");
        }
        return text;
    }

    @Nullable
    Long number(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.canConvertToLong()) {
            throw garbled(key, value);
        }
        return value.asLong();
    }

    @Nullable
    Integer smallNumber(String key) {
        Long number = number(key);
        if (number != null && number.intValue() != number) {
            throw garbled(key, object.path(key));
        }
        return number == null ? null : number.intValue();
    }

    /** True for {@code true}, non-zero numbers and the text "True"; Alyx uses all three. */
    boolean flag(String key) {
        JsonNode value = object.path(key);
        return value.isNumber() ? value.asInt() != 0 : value.asText().equalsIgnoreCase("true");
    }

    /** The field {@code id}, or, as items of {@code /datasets} have none, the end of {@code url}. */
    UUID id() {
        UUID id = object.hasNonNull("id") ? idAtEndOf("id") : idAtEndOf("url");
        if (id == null) {
            throw new TransferException(Kind.GARBLED, where, "the answer has neither 'id' nor 'url'");
        }
        return id;
    }

    @Nullable
    UUID idAtEndOf(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            return null;
        }
        String end = text.substring(Math.max(0, text.length() - UUID_LENGTH));
        try {
            UUID id = UUID.fromString(end);
            if (end.length() == UUID_LENGTH) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // said below
        }
        throw garbled(key, object.path(key));
    }

    List<String> texts(String key) {
        JsonNode value = object.path(key);
        if (value.isMissingNode() || value.isNull()) {
            return List.of();
        }
        if (!value.isArray()) {
            throw garbled(key, value);
        }
        List<String> all = new ArrayList<>(value.size());
        value.forEach(item -> all.add(item.asText()));
        return List.copyOf(all);
    }

    List<Fields> objects(String key) {
        JsonNode value = object.path(key);
        return value.isMissingNode() || value.isNull() ? List.of() : each(value, where);
    }

    /** In the server's own zone, which answers do not name; an offset is dropped as Alyx itself drops it. */
    @Nullable
    LocalDateTime time(String key) {
        String text = text(key);
        if (text.isEmpty()) {
            return null;
        }
        try {
            return LocalDateTime.parse(ZONE.matcher(text).replaceFirst("").replace(' ', 'T'));
        } catch (DateTimeParseException e) {
            throw garbled(key, object.path(key));
        }
    }

    /** A JSON value as maps, lists, texts, numbers and booleans. */
    @Nullable
    Object value(String key) {
        JsonNode value = object.path(key);
        return value.isMissingNode() || value.isNull() ? null : JSON.convertValue(value, Object.class);
    }

    String where() {
        return where;
    }

    private TransferException garbled(String key, JsonNode value) {
        return new TransferException(Kind.GARBLED, where, "'" + key + "' of the answer is unusable: " + excerpt(value));
    }

    private static String excerpt(JsonNode node) {
        return node.isMissingNode() ? "nothing" : Excerpt.of(node.toString());
    }
}
