package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.transfer.RunMeters;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code upload --delete-source} to a real smbd. */
@Tag("samba")
class DeleteSourceTest {
    private static final String SESSION = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "jcifs"})
    void originalsAreRemovedExceptTheOneWhoseCopyHasAFlippedByte(String client) throws IOException {
        try (RunningSandbox sandbox = RunningSandbox.start(null, home.resolve("mails"))) {
            Path profile = Files.createDirectories(home.resolve(".config/alyx-transfer"))
                    .resolve("default.yaml");
            Files.writeString(profile, sandbox.access().profile());
            Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
            Desk desk = Desk.at(home).with("ALYX_TRANSFER_SMB_CLIENT", client);
            for (int i = 0; i < 2; i++) {
                Files.createDirectories(original(i).getParent());
                Files.writeString(original(i), "spikes " + i);
            }
            MeterRegistry meters = new SimpleMeterRegistry();
            RunMeters.showIn(meters);
            assertThat(desk.run("upload", "rig", "--create-sessions").exit()).isZero();
            assertThat(meters.get("alyx.transfer.files")
                            .tags("direction", "upload", "outcome", "done")
                            .counter()
                            .count())
                    .isEqualTo(2);
            flipAByte(published(sandbox, 1));
            Files.createDirectories(original(2).getParent());
            Files.writeString(original(2), "spikes 2");

            CommandRun run = desk.run("upload", "rig", "--delete-source");
            Files.delete(published(sandbox, 1));
            CommandRun mended = desk.run("upload", "rig", "--delete-source", "--json");

            assertThat(run.exit()).isEqualTo(4);
            assertThat(run.out()).contains("Removed here: 2 originals", "Kept here: 1 original");
            assertThat(run.err()).contains("Not removed: ", SESSION + "/alf/probe01/spikes.times.npy", "was kept");
            assertThat(original(0)).doesNotExist();
            assertThat(original(2)).doesNotExist();
            assertThat(mended.exit()).isZero();
            assertThat(mended.objects("summary").get(0).path("sources_removed").asInt())
                    .isEqualTo(1);
            assertThat(original(1)).doesNotExist();
            assertThat(original(1).getParent()).isDirectory();
            assertThat(desk.run("reconcile", "--session", SESSION, "--digest").exit())
                    .isZero();
        }
    }

    private Path original(int probe) {
        return home.resolve("rig/" + SESSION + "/alf/probe%02d/spikes.times.npy".formatted(probe));
    }

    private static Path published(RunningSandbox sandbox, int probe) throws IOException {
        Path folder = Path.of(sandbox.access().storageFolder()).resolve(SESSION + "/alf/probe%02d".formatted(probe));
        try (Stream<Path> files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }

    private static void flipAByte(Path file) throws IOException {
        try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw")) {
            int first = open.read();
            open.seek(0);
            open.write(first ^ 1);
        }
    }
}
