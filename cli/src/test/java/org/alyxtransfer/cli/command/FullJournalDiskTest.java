package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The disk below the journal, a small tmpfs of its own, fills up while files go to a real share. */
@Tag("samba")
class FullJournalDiskTest {
    private static final String SESSION = "COGP-003/2022-01-11/001";
    private static final int FILES = 400;
    private static final int LEFT = 256 << 10; // enough to open a journal, not to note so many files

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private Path state;
    private Desk desk;

    @BeforeEach
    void start() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "SKIPPED: only root may mount a tmpfs");
        state = Files.createDirectories(home.resolve("state"));
        assumeTrue(
                done("mount", "-t", "tmpfs", "-o", "size=16m,mode=0700", "tmpfs", state.toString()),
                "SKIPPED: no tmpfs can be mounted here");
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, sandbox.access().profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home).with("XDG_STATE_HOME", state.toString());
    }

    @AfterEach
    void end() throws Exception {
        if (sandbox != null) {
            sandbox.close();
            done("umount", state.toString());
        }
    }

    @Test
    void theRunStopsSaysWhatToDoAndTheNextOneMovesWhatIsMissing() throws Exception {
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");
        write("first", 0, 1);
        assertThat(desk.run("upload", "first").exit()).isZero(); // all that every run needs lies there now
        write("rig", 1, FILES);
        Path filler = state.resolve("filler");
        fill(filler);

        CommandRun full = desk.run("upload", "rig");
        int published = published().size();
        Files.delete(filler);
        CommandRun again = desk.run("upload", "rig", "--json");
        CommandRun last = desk.run("upload", "rig", "--json");

        assertThat(full.exit()).isEqualTo(ExitCode.FILES_FAILED.number());
        assertThat(full.err())
                .contains(state.resolve("alyx-transfer/jobs").toString())
                .contains("no room", "is safe", "Make room there, then run the same command again");
        assertThat(published).isLessThan(FILES);
        assertThat(again.exit()).isZero();
        assertThat(again.objects("summary").get(0).path("moved").asLong())
                .isLessThanOrEqualTo(5L * (FILES - published));
        assertThat(published()).hasSize(FILES).allSatisfy(file -> assertThat(file)
                .hasSize(5));
        assertThat(sandbox.alyx().state().datasetCount()).isEqualTo(FILES);
        assertThat(last.exit()).isZero();
        assertThat(last.objects("summary").get(0).path("moved").asLong()).isZero();
    }

    private void fill(Path filler) throws IOException {
        long room = Files.getFileStore(state).getUsableSpace() - LEFT;
        try (var out = Files.newOutputStream(filler)) {
            out.write(new byte[Math.toIntExact(room)]);
        }
    }

    private void write(String rig, int from, int to) throws IOException {
        for (int i = from; i < to; i++) {
            Path file = home.resolve(rig).resolve(SESSION).resolve("alf/probe%03d/spikes.times.npy".formatted(i));
            Files.createDirectories(file.getParent());
            Files.writeString(file, "%05d".formatted(i));
        }
    }

    private List<Path> published() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(sandbox.access().storageFolder()))) {
            return all.filter(file -> file.getFileName().toString().startsWith("spikes.times."))
                    .toList();
        }
    }

    private static boolean done(String... command) throws IOException, InterruptedException {
        return new ProcessBuilder(command)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0;
    }
}
