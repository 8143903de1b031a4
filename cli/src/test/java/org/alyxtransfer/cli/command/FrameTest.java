package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrameTest {
    @TempDir
    Path home;

    @Test
    void configWithAnUnknownKeyEndsWith2AndNamesLineAndNearestKey() throws IOException {
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, "alyx:\n  usr: anna\n");

        CommandRun run = Desk.at(home).run("config", "show");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(profile + ":2", "'alyx.usr'", "'alyx.user'");
    }

    @Test
    void configShowNamesOriginsAndHidesSecrets() {
        CommandRun run = Desk.at(home)
                .with("ALYX_PASSWORD", "swordfish")
                .run("config", "show", "--origin", "--set", "smb.lanes=7");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .containsPattern("smb.lanes +7 +--set")
                .containsPattern("alyx.password +\\*+ +\\$ALYX_PASSWORD")
                .doesNotContain("swordfish");
    }

    @Test
    void configShowAsJsonIsOneObjectALineWithASchema() {
        CommandRun run = Desk.at(home).run("config", "show", "--json");

        assertThat(run.objects("setting"))
                .hasSizeGreaterThan(30)
                .allMatch(object -> object.path("schema").asInt() == 1);
    }

    @Test
    void globalOptionsStandBeforeOrAfterTheCommand() {
        assertThat(Desk.at(home).run("--json", "config", "show").objects()).isNotEmpty();
        assertThat(Desk.at(home).run("config", "--json", "show").objects()).isNotEmpty();
    }

    @Test
    void whatHasNoDryRunRefusesOneAndDoesNothing() {
        for (String command :
                List.of("demo", "sandbox up", "sandbox down", "bench report x.jsonl --output page.html")) {
            CommandRun run = Desk.at(home).run((command + " --dry-run").split(" "));

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err()).contains("there is no dry run of this command; nothing was done");
        }
        assertThat(home).isEmptyDirectory();
    }

    @Test
    void profileThatDoesNotExistEndsWith2() {
        assertThat(Desk.at(home).run("config", "show", "--profile", "rig7").exit())
                .isEqualTo(2);
        assertThat(Desk.at(home).run("config", "show", "--profile", "../rig7").exit())
                .isEqualTo(2);
        assertThat(Desk.at(home)
                        .with("ALYX_TRANSFER_PROFILE", "rig7")
                        .run("config", "show")
                        .exit())
                .isEqualTo(2);
    }

    @Test
    void misspeltCommandAndOptionEndWith2AndASuggestion() {
        CommandRun run = Desk.at(home).run("pakage");

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("package");
        assertThat(Desk.at(home).run("config", "show", "--orign").exit()).isEqualTo(2);
    }

    @Test
    void noCommandShowsTheHelpAndEndsWith2() {
        CommandRun run = Desk.at(home).run();

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains("Usage: alyx-transfer", "Exit codes");
    }

    @Test
    void helpOfACommandGoesToStandardOutput() {
        CommandRun run = Desk.at(home).run("package", "--help");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("--collection", "--into");
    }

    @Test
    void completionKnowsTheCommands() {
        CommandRun run = Desk.at(home).run("completion");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("complete", "package", "--collection");
    }
}
