package org.alyxtransfer.cli.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.cli.config.Folders;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackgroundSandboxTest {
    @TempDir
    Path home;

    private BackgroundSandbox sandbox;

    @BeforeEach
    void ofAUser() {
        sandbox = new BackgroundSandbox(
                new Folders(home.resolve("config/alyx-transfer"), home.resolve("state/alyx-transfer")));
    }

    @Test
    void theSecondOfTwoIsRefusedAndTheFirstStaysKnown() throws IOException {
        sandbox.announce(access("http://127.0.0.1:1/"));

        assertThatThrownBy(() -> sandbox.announce(access("http://127.0.0.1:2/")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining(
                        "one is up already (process " + ProcessHandle.current().pid() + ")");

        assertThat(sandbox.running())
                .hasValueSatisfying(
                        known -> assertThat(known.access().alyxUrl()).isEqualTo("http://127.0.0.1:1/"));
        assertThat(sandbox.profile()).content().contains("http://127.0.0.1:1/");
    }

    @Test
    void itsEndLeavesTheRecordOfAnotherAlone() throws Exception {
        Process other = new ProcessBuilder("sleep", "60").start();
        Path record = home.resolve("state/alyx-transfer/sandbox.json");
        try {
            SandboxRecord.of(other.toHandle(), access("http://127.0.0.1:1/")).write(record);
            sandbox.withdraw();
            assertThat(sandbox.running()).isPresent();
        } finally {
            other.destroyForcibly().waitFor();
        }

        sandbox.withdraw();

        assertThat(record).doesNotExist();
    }

    @Test
    void oneThatDoesNotStartIsQuotedAndGone() throws IOException {
        Path noFolder = Files.writeString(home.resolve("share"), "a file");

        assertThatThrownBy(() -> sandbox.start(noFolder, home.resolve("mails")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("did not start; the last that it said:")
                .hasMessageContaining("FileAlreadyExistsException")
                .hasMessageContaining(noFolder.toString());

        assertThat(ProcessHandle.current()
                        .children()
                        .map(child -> child.info().commandLine().orElse("")))
                .noneMatch(command -> command.contains(noFolder.toString()));
    }

    static SandboxAccess access(String alyxUrl) {
        return new SandboxAccess(
                alyxUrl,
                "user",
                "",
                "file:/s",
                "",
                "",
                "/s",
                "http://127.0.0.1:3/",
                "",
                "",
                "repository",
                "lab",
                "project",
                "127.0.0.1",
                25,
                "/mails",
                "");
    }
}
