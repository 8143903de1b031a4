package org.alyxtransfer.benchmarks;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Appends one JSON object a run to a file, so that results of months can be put side by side. */
final class JsonLines {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path file;

    JsonLines(Path file) {
        this.file = file;
    }

    void append(Measurement run) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, line(run) + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    static String line(Measurement run) {
        ObjectNode line = MAPPER.createObjectNode()
                .put("case", run.scenario().name())
                .put("client", run.client())
                .put("round", run.round())
                .put("at", run.at().toString())
                .put("files", run.files())
                .put("bytes", run.bytes())
                .put("seconds", rounded(run.seconds()))
                .put("mibPerSecond", rounded(run.mibPerSecond()))
                .put("filesPerSecond", rounded(run.filesPerSecond()))
                .put("clientCpuSeconds", rounded(run.usage().cpuSeconds()))
                .put("clientCpuSecondsPerGib", rounded(run.clientCpuSecondsPerGib()))
                .put("otherCpuSeconds", rounded(run.usage().otherCpuSeconds()))
                .put("peakRssMib", rounded(run.peakRssMib()));
        ObjectNode settings = line.putObject("settings");
        run.settings().forEach(settings::put);
        return line.toString();
    }

    private static double rounded(double figure) {
        return Math.round(figure * 1000) / 1000.0;
    }
}
