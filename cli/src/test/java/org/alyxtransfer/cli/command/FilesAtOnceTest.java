package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.alyxtransfer.cli.CommandRun;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What a user sees of the number of files that are moved at once. */
@Tag("samba")
class FilesAtOnceTest extends SandboxDesk {
    @Test
    void aRunTellsTheNumberThatItFindsAndAFixedOneStays() throws IOException {
        generate();

        CommandRun fixed = desk.run("upload", "rig", "--create-sessions", "--files-in-flight", "128", "--json");
        CommandRun found = desk.run("download", "--session", SESSION, "--into", "one", "--json");
        CommandRun verbose = desk.run("download", "--session", SESSION, "--into", "other", "-v");

        assertThat(fixed.exit()).isZero();
        assertThat(fixed.objects("paced")).isEmpty();
        assertThat(found.objects("paced").get(0).path("files").asInt()).isEqualTo(8);
        assertThat(found.objects("paced").get(0).path("why").asText()).isEqualTo("start");
        assertThat(verbose.out() + verbose.err()).contains("files at once: 8  (start)");
    }
}
