package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.sandbox.samba.Signing;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Sweeps over a real Samba that does not take every setting. */
@Tag("samba")
class BenchSweepTest {
    private static final String[] SMALL = {
        "bench", "--mode", "upload", "--files", "2x64KiB", "--bytes", "128K", "--seconds", "1"
    };

    @TempDir
    Path home;

    @Test
    void whatTheServerRefusesIsToldAndTheOthersAreTried() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults().with(Signing.REQUIRED))) {
            CommandRun run = run(samba, "--sweep", "protection,connections", "--json");

            assertThat(run.exit()).isZero();
            assertThat(run.objects("advice")).hasSize(1);
            JsonNode protection = run.objects("sweep").stream()
                    .filter(sweep -> sweep.path("sweep").asText().equals("protection"))
                    .findFirst()
                    .orElseThrow();
            assertThat(signed(protection.path("trials"))).containsExactly("required"); // and encrypted
            assertThat(signed(protection.path("refused"))).containsExactly("off");
            assertThat(run.objects("sweep")).hasSize(2);
            assertThat(samba.folder(SambaSettings.DEFAULT_SHARE)).isEmptyDirectory();
        }
    }

    @Test
    void theConnectionsOfClientJcifsAreVaried() throws IOException {
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            CommandRun run = run(samba, "--sweep", "connections,chunk", "--set", "smb.client=jcifs", "--json");

            assertThat(run.exit()).isZero();
            assertThat(run.objects("sweep")).singleElement().satisfies(sweep -> {
                assertThat(sweep.path("sweep").asText()).isEqualTo("connections");
                assertThat(sweep.path("trials")).isNotEmpty().allSatisfy(trial -> assertThat(
                                trial.path("settings").has("smb.lanes"))
                        .isTrue());
            });
        }
    }

    private static List<String> signed(JsonNode values) {
        List<String> signing = new ArrayList<>();
        values.forEach(
                value -> signing.add(value.path("settings").path("smb.signing").asText()));
        return signing;
    }

    private CommandRun run(SambaServer samba, String... more) {
        Desk desk = Desk.at(home)
                .with(
                        "ALYX_TRANSFER_STORAGE_URL",
                        samba.uri(SambaSettings.DEFAULT_SHARE).toString())
                .with("ALYX_TRANSFER_STORAGE_USER", samba.user())
                .with("SMB_PASSWORD", samba.password());
        return desk.run(Stream.of(SMALL, more).flatMap(Stream::of).toArray(String[]::new));
    }
}
