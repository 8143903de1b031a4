package org.alyxtransfer.cli.output;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Where a command's words go: people read tables and lines, programs read NDJSON. Each call says for whom it is; the
 * other audience gets nothing from it. Remarks and complaints go to standard error for both.
 */
public final class Output {
    /** Changes when a field of the JSON lines is renamed, removed or given another meaning. */
    public static final int SCHEMA = 1;

    private static final ObjectMapper JSON = new ObjectMapper().disable(SerializationFeature.FAIL_ON_EMPTY_BEANS);

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\u2028-\\u202e\\u2066-\\u2069&&[^\\n\\t]]");

    private final PrintWriter out;
    private final PrintWriter err;
    private final boolean json;

    public Output(PrintWriter out, PrintWriter err, boolean json) {
        this.out = out;
        this.err = err;
        this.json = json;
    }

    public boolean isJson() {
        return json;
    }

    /** A line for people. */
    public synchronized void say(String line) {
        if (!json) {
            out.println(printable(line));
        }
    }

    /** A table for people. */
    public void say(Table table) {
        table.lines().forEach(this::say);
    }

    /** An object for programs; {@code schema} and {@code type} come first. */
    public synchronized void emit(String type, Map<String, ?> fields) {
        if (!json) {
            return;
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("schema", SCHEMA);
        object.put("type", type);
        object.putAll(fields);
        try {
            out.println(JSON.writeValueAsString(object));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("not writable as JSON: " + type, e);
        }
    }

    /** Text that is itself the result, whatever the audience: a completion script. */
    public synchronized void print(String text) {
        out.print(text);
        out.flush();
    }

    /** A remark or complaint, to standard error. */
    public synchronized void remark(String line) {
        err.println(printable(line));
    }

    /** Names and words of others could otherwise move the cursor, recolour a terminal or turn text around. */
    private static String printable(String line) {
        return UNPRINTABLE.matcher(line).replaceAll("?");
    }
}
