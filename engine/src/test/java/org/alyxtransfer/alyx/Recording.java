package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;

/** A request to a real Alyx 3.6.1 and what it answered. */
record Recording(JsonNode request, JsonNode response) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Recording of(String name) {
        JsonNode whole = resource("recordings/" + name + ".json");
        return new Recording(whole.path("request"), whole.path("response"));
    }

    static JsonNode resource(String path) {
        try (InputStream in = Objects.requireNonNull(Recording.class.getResourceAsStream("/alyx/" + path), path)) {
            return JSON.readTree(in);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
