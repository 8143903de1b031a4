package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The quality grades: named in most answers, numbers in register-file's. */
final class Quality {
    private static final Map<String, Integer> NUMBERS =
            Map.of("NOT_SET", 0, "PASS", 10, "WARNING", 30, "FAIL", 40, "CRITICAL", 50);

    private Quality() {}

    /** The number of a grade given by name or number, null when there is no such grade. */
    static @Nullable Integer number(JsonNode given) {
        Integer byName = NUMBERS.get(given.asText());
        if (byName != null) {
            return byName;
        }
        String text = given.asText();
        return NUMBERS.values().stream()
                .filter(number -> text.equals(number.toString()))
                .findFirst()
                .orElse(null);
    }

    static String name(int number) {
        return NUMBERS.entrySet().stream()
                .filter(entry -> entry.getValue() == number)
                .map(Map.Entry::getKey)
                .findFirst()
                .orElse("NOT_SET");
    }
}
