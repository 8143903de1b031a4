package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The first command of the README. */
@Tag("samba")
class DemoCommandTest {
    @TempDir
    Path home;

    @Test
    void theWholeWorkflowEndsWellAndLeavesItsFiles() throws IOException {
        CommandRun demo = Desk.at(home).run("demo", "--small", "--output", "demo");

        assertThat(demo.exit()).isZero();
        assertThat(demo.out())
                .contains(
                        "Safe in smb://",
                        "2 mails with plots arrived",
                        "downloaded files have the MD5s of the originals")
                .contains("nothing is left running");
        try (Stream<Path> mails = Files.list(home.resolve("demo/mails"))) {
            assertThat(mails.map(mail -> mail.getFileName().toString())).contains("index.html");
        }
        assertThat(home.resolve("demo/summary.txt")).content().contains("upload, verify, register");
    }

    @Test
    void theSandboxOfADemoThatDoesNotEndWellIsNotKept() {
        Interruption interruption = new Interruption();
        interruption.ask();

        CommandRun demo = Desk.at(home).run(interruption, "demo", "--small", "--keep", "--output", "demo");
        CommandRun down = Desk.at(home).run("sandbox", "down");

        assertThat(demo.exit()).isEqualTo(130);
        assertThat(down.out()).contains("No sandbox is up");
    }
}
