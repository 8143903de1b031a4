package org.alyxtransfer.automation.analysis.read;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** A JSON file, or one with a JSON value a line ({@code .jsonable}): how many values, and which keys. Never held as a whole. */
public final class Document implements Dataset {
    private static final JsonFactory JSON = new JsonFactory();
    private static final int MAX_KEYS = 200;
    private static final int SHOWN_KEYS = 6;

    private final String shape;
    private final String note;

    private Document(String shape, String note) {
        this.shape = shape;
        this.note = note;
    }

    /** Reads it once, to its end. */
    public static Document open(Path file) throws IOException {
        Set<String> keys = new LinkedHashSet<>();
        long values = 0;
        long items = 0;
        String kind = "";
        try (JsonParser parser = JSON.createParser(file.toFile())) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                values++;
                kind = token == JsonToken.START_OBJECT ? "object" : token == JsonToken.START_ARRAY ? "array" : "value";
                items += count(parser, token, keys);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "JSON", e);
        }
        if (values == 0) {
            throw Broken.broken(file, "is empty: no JSON value in it");
        }
        return new Document(shape(kind, values, items), "keys: " + shown(keys));
    }

    @Override
    public String kind() {
        return "document";
    }

    @Override
    public String shape() {
        return shape;
    }

    @Override
    public String type() {
        return "json";
    }

    @Override
    public String note() {
        return note.equals("keys: ") ? "" : note;
    }

    @Override
    public List<ColumnSummary> summarise() {
        return List.of();
    }

    /** Reads one value to its end; gives how many keys or elements it has itself. */
    private static long count(JsonParser parser, JsonToken start, Set<String> keys) throws IOException {
        if (!start.isStructStart()) {
            return 1;
        }
        long items = 0;
        int depth = 1;
        while (depth > 0) {
            JsonToken token = parser.nextToken();
            if (token == null) {
                throw new EOFException();
            }
            boolean key = token == JsonToken.FIELD_NAME;
            if (depth == 1 && (key || (start == JsonToken.START_ARRAY && !token.isStructEnd()))) {
                items++;
                if (key && keys.size() < MAX_KEYS) {
                    keys.add(parser.currentName());
                }
            }
            depth += token.isStructStart() ? 1 : token.isStructEnd() ? -1 : 0;
        }
        return items;
    }

    private static String shape(String kind, long values, long items) {
        if (values > 1) {
            return values + " records";
        }
        return switch (kind) {
            case "object" -> items + " keys";
            case "array" -> items + " elements";
            default -> "1 value";
        };
    }

    private static String shown(Set<String> keys) {
        List<String> all = new ArrayList<>(keys);
        String shown = String.join(", ", all.subList(0, Math.min(SHOWN_KEYS, all.size())));
        return all.size() <= SHOWN_KEYS ? shown : shown + ", …";
    }
}
