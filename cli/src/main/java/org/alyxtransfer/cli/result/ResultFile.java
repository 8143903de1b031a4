package org.alyxtransfer.cli.result;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Result lines in a file, one JSON object a line, so that runs of months can be put side by side. */
public final class ResultFile {
    /** What a line says of itself in {@code type}; older ones say nothing. */
    public static final String TYPE = "result";

    private static final int SCHEMA = 1;
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String INVOCATION = UUID.randomUUID().toString();

    private final Path file;

    public ResultFile(Path file) {
        this.file = file;
    }

    /** Adds a line; makes the file, and the folder it is in. */
    public void append(ResultLine line) throws IOException {
        append(TYPE, line.invocation() == null ? line.writtenBy(INVOCATION) : line);
    }

    /** The same for a verdict. */
    public void append(VerdictLine line) throws IOException {
        append(VerdictLine.TYPE, line);
    }

    private void append(String type, Object line) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        ObjectNode node = MAPPER.createObjectNode().put("schema", SCHEMA).put("type", type);
        node.setAll((ObjectNode) MAPPER.valueToTree(line));
        Files.writeString(file, node + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** All results, in their order. Lines of another type are passed over; what is no JSON fails, naming its line. */
    public List<ResultLine> read() throws IOException {
        return read(TYPE, ResultLine.class);
    }

    /** All verdicts, in the same way. */
    public List<VerdictLine> verdicts() throws IOException {
        return read(VerdictLine.TYPE, VerdictLine.class);
    }

    private <T> List<T> read(String type, Class<T> form) throws IOException {
        List<T> lines = new ArrayList<>();
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            number++;
            try {
                JsonNode node = MAPPER.readTree(text);
                if (!text.isBlank() && node.path("type").asText(TYPE).equals(type)) {
                    lines.add(MAPPER.treeToValue(node, form));
                }
            } catch (JsonProcessingException e) {
                throw new IOException(file + ":" + number + " is no result line: " + e.getOriginalMessage(), e);
            }
        }
        return lines;
    }

    /** The fields of a line, for who writes JSON by itself. */
    @SuppressWarnings("unchecked") // a JSON object is a map by name
    public static Map<String, Object> fields(Object line) {
        return MAPPER.convertValue(line, LinkedHashMap.class);
    }
}
