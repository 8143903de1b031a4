package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The few words of JSON that every endpoint speaks. */
final class Json {
    static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    static ArrayNode texts(Collection<String> values) {
        ArrayNode array = array();
        values.forEach(array::add);
        return array;
    }

    static JsonNode text(@Nullable String value) {
        return value == null ? NullNode.getInstance() : TextNode.valueOf(value);
    }

    /** The value under a key, or null when it is missing or JSON's null. */
    static @Nullable String textOf(JsonNode object, String key) {
        JsonNode value = object.get(key);
        return value == null || value.isNull() ? null : value.asText();
    }

    static List<String> textsOf(JsonNode object, String key) {
        List<String> texts = new ArrayList<>();
        JsonNode value = object.get(key);
        if (value != null) {
            value.forEach(item -> texts.add(item.asText()));
        }
        return texts;
    }

    /** Python's truth of a flag that may also be missing. */
    static boolean isTrue(JsonNode object, String key) {
        return object.path(key).asBoolean(false);
    }

    static byte[] bytes(JsonNode node) {
        try {
            return MAPPER.writeValueAsBytes(node);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("cannot write a JSON tree", e);
        }
    }

    static JsonNode parse(byte[] bytes) throws JsonProcessingException {
        JsonNode node = MAPPER.readTree(new String(bytes, StandardCharsets.UTF_8));
        return node == null ? NullNode.getInstance() : node;
    }
}
