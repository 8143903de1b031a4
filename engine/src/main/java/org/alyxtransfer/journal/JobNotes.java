package org.alyxtransfer.journal;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a journal says about its job as a whole, by name. */
record JobNotes(Map<String, String> values) {
    static final String STATE = "state";
    static final String DONE = "done";
    static final String OPEN = "open";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTITY = "identity.";

    /** For a job that begins. */
    static Map<String, String> of(JobDescription what, Instant now) {
        Map<String, String> values = new TreeMap<>();
        values.put("command", what.command());
        values.put("folder", what.folder());
        values.put("created", now.toString());
        values.put(STATE, OPEN);
        try {
            values.put("arguments", JSON.writeValueAsString(what.arguments()));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("texts can be written as JSON", e);
        }
        what.identity().forEach((name, value) -> values.put(IDENTITY + name, value));
        return values;
    }

    /** Throws {@code IllegalArgumentException} for what no journal holds. */
    JobDescription description() {
        TreeMap<String, String> identity = new TreeMap<>();
        values.forEach((name, value) -> {
            if (name.startsWith(IDENTITY)) {
                identity.put(name.substring(IDENTITY.length()), value);
            }
        });
        try {
            List<String> arguments =
                    JSON.readValue(values.getOrDefault("arguments", "[]"), new TypeReference<List<String>>() {});
            return new JobDescription(
                    values.getOrDefault("command", ""), identity, arguments, values.getOrDefault("folder", ""));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("its command line cannot be read", e);
        }
    }

    boolean isDone() {
        return DONE.equals(values.get(STATE));
    }

    /** Empty when it is not known, as in a job whose creation was cut short. */
    Optional<Instant> time(String name) {
        try {
            return Optional.ofNullable(values.get(name)).map(Instant::parse);
        } catch (DateTimeParseException e) {
            return Optional.empty();
        }
    }

    int runs() {
        String runs = values.getOrDefault("runs", "0");
        return runs.matches("\\d{1,9}") ? Integer.parseInt(runs) : 0;
    }
}
