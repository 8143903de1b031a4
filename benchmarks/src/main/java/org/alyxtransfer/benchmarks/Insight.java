package org.alyxtransfer.benchmarks;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.Pauses;
import org.alyxtransfer.cli.result.RunRecorder;
import org.alyxtransfer.cli.result.Samples;
import org.jspecify.annotations.Nullable;

/** What only a client that is a JVM of ours can tell of a run, from within it. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Insight(
        @Nullable Pauses gc,
        @Nullable FileTimes fileMillis,
        @Nullable Samples samples,
        @Nullable Double firstByteSeconds,
        @Nullable Integer filesAtOnce) {
    /** Of who tells nothing. */
    static final Insight NONE = new Insight(null, null, null, null, null);

    private static final JsonMapper MAPPER = new JsonMapper();

    static Insight of(RunRecorder moved, Pauses gc) {
        return new Insight(
                gc,
                moved.fileTimes().orElse(null),
                moved.samples(),
                null,
                moved.filesAtOnce().orElse(null));
    }

    /** Of a JVM that did nothing else: from its start to the first payload byte written. */
    Insight withFirstByte(Double seconds) {
        return new Insight(gc, fileMillis, samples, seconds, filesAtOnce);
    }

    /** One line of JSON. */
    String text() {
        try {
            return MAPPER.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    static Insight parse(String text) throws IOException {
        return MAPPER.readValue(text, Insight.class);
    }

    static Insight read(Path file) throws IOException {
        return parse(Files.readString(file));
    }
}
