package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Checks one value of a request's body and gives it as it is stored. Null values are handled outside. */
@FunctionalInterface
interface Field {
    JsonNode accept(Store store, JsonNode value) throws Invalid;

    /** A value that a field refuses, with the words of the answer. */
    final class Invalid extends Exception {
        Invalid(String message) {
            super(message, null, false, false);
        }
    }

    static Field text() {
        return (store, value) -> {
            if (value.isContainerNode() || value.isBoolean()) {
                throw new Invalid("Not a valid string.");
            }
            return Json.text(value.asText());
        };
    }

    static Field text(int longest) {
        return (store, value) -> {
            String text = text().accept(store, value).asText();
            if (text.length() > longest) {
                throw new Invalid("Ensure this field has no more than " + longest + " characters.");
            }
            return Json.text(text);
        };
    }

    static Field matching(Pattern pattern, String message) {
        return (store, value) -> {
            if (!pattern.matcher(value.asText()).matches()) {
                throw new Invalid(message);
            }
            return Json.text(value.asText());
        };
    }

    static Field mapped(UnaryOperator<String> change) {
        return (store, value) -> Json.text(change.apply(value.asText()));
    }

    static Field integer() {
        return (store, value) -> {
            try {
                long number = Long.parseLong(value.isTextual() ? value.asText().strip() : value.toString());
                return number == (int) number ? IntNode.valueOf((int) number) : LongNode.valueOf(number);
            } catch (NumberFormatException e) {
                throw new Invalid("A valid integer is required.");
            }
        };
    }

    static Field bool() {
        Set<String> yes = Set.of("true", "t", "1", "yes", "y", "on");
        Set<String> no = Set.of("false", "f", "0", "no", "n", "off");
        return (store, value) -> {
            String word = value.asText().toLowerCase(Locale.ROOT);
            if (!value.isValueNode() || !(yes.contains(word) || no.contains(word))) {
                throw new Invalid("Must be a valid boolean.");
            }
            return BooleanNode.valueOf(yes.contains(word));
        };
    }

    static Field json() {
        return (store, value) -> value;
    }

    static Field time() {
        return (store, value) -> {
            String time = Times.read(value.asText());
            if (time == null) {
                throw new Invalid("Datetime has wrong format. Use one of these formats instead: "
                        + "YYYY-MM-DDThh:mm[:ss[.uuuuuu]][+HH:MM|-HH:MM|Z].");
            }
            return Json.text(time);
        };
    }

    /** A quality: by name or number, kept by name. */
    static Field qc() {
        return (store, value) -> {
            Integer number = Quality.number(value);
            if (number == null) {
                throw new Invalid("Invalid qc, choices are: CRITICAL, FAIL, WARNING, NOT_SET, PASS");
            }
            return Json.text(Quality.name(number));
        };
    }

    /** The name of a row that must exist. */
    static Field one(Function<Store, Table> table) {
        return (store, value) -> {
            Table rows = table.apply(store);
            if (rows.find(value.asText()) == null) {
                throw new Invalid("Object with " + rows.key + "=" + value.asText() + " does not exist.");
            }
            return Json.text(value.asText());
        };
    }

    /** A list of such names; a form's single value counts as a list of one. Kept sorted. */
    static Field many(Function<Store, Table> table) {
        return (store, value) -> {
            ArrayNode items = value.isArray() ? (ArrayNode) value : Json.array().add(value);
            Set<String> names = new TreeSet<>();
            for (JsonNode item : items) {
                names.add(one(table).accept(store, item).asText());
            }
            return Json.texts(names);
        };
    }

    static boolean isMissing(JsonNode value) {
        return value instanceof NullNode || value.isMissingNode();
    }
}
