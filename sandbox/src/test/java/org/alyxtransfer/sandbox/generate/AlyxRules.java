package org.alyxtransfer.sandbox.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** How a real Alyx, with the dataset types and formats that it was recorded with, files a dataset's name. */
final class AlyxRules {
    private static final JsonNode TYPES = read("dataset-types.json");
    private static final JsonNode FORMATS = read("data-formats.json");

    private AlyxRules() {}

    /** The dataset types that a file name matches; Alyx wants exactly one. */
    static List<String> types(String fileName) {
        return StreamSupport.stream(TYPES.spliterator(), false)
                .filter(type -> matches(type, fileName))
                .map(type -> type.path("name").asText())
                .toList();
    }

    /** The data formats that a file name matches, by its last extension. */
    static List<String> formats(String fileName) {
        String extension = fileName.substring(fileName.lastIndexOf('.'));
        return StreamSupport.stream(FORMATS.spliterator(), false)
                .filter(format -> format.path("file_extension").asText().equals(extension))
                .map(format -> format.path("name").asText())
                .toList();
    }

    private static boolean matches(JsonNode type, String fileName) {
        String pattern = type.path("filename_pattern").asText("");
        return pattern.isEmpty()
                ? type.path("name").asText().equals(objectAndAttribute(fileName))
                : wildcard(pattern.toLowerCase(Locale.ROOT))
                        .matcher(fileName.toLowerCase(Locale.ROOT))
                        .matches();
    }

    private static String objectAndAttribute(String fileName) {
        String[] parts = fileName.replaceFirst("^_[a-z]+_", "").split("\\.");
        return parts[0] + "." + parts[1];
    }

    private static Pattern wildcard(String pattern) {
        return Pattern.compile(pattern.chars()
                .mapToObj(letter -> letter == '*' ? ".*" : Pattern.quote(Character.toString(letter)))
                .collect(Collectors.joining()));
    }

    private static JsonNode read(String name) {
        try (var in = AlyxRules.class.getResourceAsStream(name)) {
            return new JsonMapper().readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
