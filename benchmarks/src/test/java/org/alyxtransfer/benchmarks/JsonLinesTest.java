package org.alyxtransfer.benchmarks;

import static org.alyxtransfer.benchmarks.Samples.run;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JsonLinesTest {
    @Test
    void aLineHasTheAgreedFields() throws Exception {
        JsonNode line = new JsonMapper().readTree(JsonLines.line(run("ours", 2, 4)));

        assertThat(line.get("case").asText()).isEqualTo("medium-unsigned");
        assertThat(line.get("client").asText()).isEqualTo("ours");
        assertThat(line.get("round").asInt()).isEqualTo(2);
        assertThat(line.get("seconds").asDouble()).isEqualTo(4);
        assertThat(line.get("mibPerSecond").asDouble()).isEqualTo(256);
        assertThat(line.get("filesPerSecond").asDouble()).isEqualTo(1);
        assertThat(line.get("clientCpuSecondsPerGib").asDouble()).isEqualTo(8);
        assertThat(line.get("peakRssMib").asDouble()).isEqualTo(50);
        assertThat(line.get("settings").get("command").asText()).isEqualTo("copy");
    }

    @Test
    void runsAreAddedToWhatIsThere(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("new").resolve("results.jsonl");

        new JsonLines(file).append(run("ours", 1, 4));
        new JsonLines(file).append(run("rclone", 1, 8));

        assertThat(Files.readAllLines(file)).hasSize(2).allMatch(line -> line.startsWith("{\"case\":"));
    }
}
