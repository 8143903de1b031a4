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

    @Test
    void aServerThatSaysTooManyRequestsIsAskedForFewerFilesAtOnce() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions");
        sandbox.files().misbehave().throttle(3, 1);

        CommandRun run = desk.run("download", "--session", SESSION, "--into", "here", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects("paced").get(1).path("files").asInt()).isEqualTo(4);
        assertThat(run.objects("paced").get(1).path("why").asText()).contains("had to be repeated");
        assertThat(run.objects("summary").get(0).path("failed").asInt()).isZero();
        assertThat(run.objects("summary").get(0).path("seconds").asDouble()).isGreaterThan(1); // as it asked for
    }
}
