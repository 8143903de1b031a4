package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a measurement says where one thing alone is slow, and is known to be: the line to a real Samba. */
@Tag("samba")
@Tag("alone")
class BenchVerdictTest {
    @TempDir
    Path home;

    private SambaServer samba;
    private FaultProxy line;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        samba = Samba.start(SambaSettings.defaults());
        line = FaultProxy.start(samba.host(), samba.port());
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, """
                storage:
                  url: smb://%s:%d/%s
                  user: %s
                transfer:
                  files-in-flight: 1
                """.formatted(line.host(), line.port(), SambaSettings.DEFAULT_SHARE, samba.user()));
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home).with("SMB_PASSWORD", samba.password());
    }

    @AfterEach
    void end() throws IOException {
        line.close();
        samba.close();
    }

    @Test
    void overALongLineItIsTheRoundTrips() {
        line.roundTrip(Duration.ofMillis(40));

        CommandRun run = bench(3, "64x16KiB");

        assertThat(run.exit()).isZero();
        JsonNode verdict = run.objects("verdict").get(0);
        assumeTrue(used(verdict, "PROCESSORS") < 0.75, "others keep the processors busy");
        assertThat(verdict.path("bottleneck").asText()).isEqualTo("ROUND_TRIPS");
    }

    @Test
    void whatMakesItFasterGetsIntoTheProfile() {
        line.roundTrip(Duration.ofMillis(15));

        CommandRun run = bench(1, "64x16KiB", "--sweep", "files", "--apply");

        assertThat(run.exit()).isZero();
        String advised = run.objects("advice")
                .get(0)
                .path("settings")
                .path("transfer.files-in-flight")
                .asText();
        assertThat(advised).isIn("auto", "8", "32");
        assertThat(desk.run("config", "show", "--json").objects())
                .filteredOn(setting -> setting.path("key").asText().equals("transfer.files-in-flight"))
                .extracting(setting -> setting.path("value").asText())
                .containsExactly(advised);
    }

    @Test
    void overANarrowLineItIsTheNetwork() {
        line.bytesPerSecond(4 << 20);

        CommandRun run = bench(1, "4x1MiB");

        assertThat(run.exit()).isZero();
        JsonNode verdict = run.objects("verdict").get(0);
        assumeTrue(used(verdict, "PROCESSORS") < 0.75, "others keep the processors busy");
        assertThat(verdict.path("bottleneck").asText()).isEqualTo("NETWORK");
        assertThat(verdict.path("sentence").asText()).contains("the same files go the other way");
    }

    private CommandRun bench(int seconds, String files, String... more) {
        Stream<String> words = Stream.of(
                "bench", "--mode", "upload", "--files", files, "--bytes", "4M", "--seconds", "" + seconds, "--json");
        return desk.run(Stream.concat(words, Stream.of(more)).toArray(String[]::new));
    }

    private static double used(JsonNode verdict, String stage) {
        return StreamSupport.stream(verdict.path("stages").spliterator(), false)
                .filter(one -> one.path("stage").asText().equals(stage))
                .findFirst()
                .orElseThrow()
                .path("used")
                .asDouble();
    }
}
