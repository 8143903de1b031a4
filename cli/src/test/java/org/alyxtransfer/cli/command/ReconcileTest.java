package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.engine.StagingNames;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A real smbd and a stand-in Alyx that are made to disagree. */
@Tag("samba")
@NullUnmarked // its fields are set before each test
class ReconcileTest {
    private static final String SESSION = "COGP-003/2022-01-11/001";

    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private Path share;
    private Desk desk;

    void start(String client) throws IOException {
        sandbox = RunningSandbox.start(null, home.resolve("mails"));
        share = Path.of(sandbox.access().storageFolder()).resolve(SESSION);
        Path profile =
                Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, sandbox.access().profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home).with("ALYX_TRANSFER_SMB_CLIENT", client);
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"reactive", "jcifs"})
    void gapsAreToldAndTheRepairEndsWhatALostClientLeft(String client) throws IOException {
        start(client);
        for (int i = 0; i < 4; i++) {
            write(home.resolve("rig").resolve(SESSION).resolve(spikes(i)), "spikes " + i);
        }
        assertThat(desk.run("upload", "rig", "--create-sessions").exit()).isZero();
        CommandRun agreed = desk.run("reconcile", "rig", "--digest");
        Files.delete(published(0));
        Files.writeString(published(1), "spikes 1 and more");
        Files.move(published(2), staging(spikes(2)));
        write(share.resolve("alf/probe04/spikes.times.npy"), "not registered");
        write(share.resolve("alf/probe05/.at-0123456789abcdef0123.part"), "unknown");
        String orphan = "alf/probe06/spikes.times.01234567-89ab-cdef-0123-456789abcdef.npy";
        write(share.resolve(orphan), "orphan");

        CommandRun found = desk.run("reconcile", "rig", "--json");
        CommandRun table = desk.run("reconcile", "--subject", "COGP-003");
        CommandRun repaired = desk.run("reconcile", "rig", "--repair");
        CommandRun after = desk.run("reconcile", "rig", "--json", "--digest");

        assertThat(agreed.exit()).isZero();
        assertThat(agreed.out()).contains("Compared 4 files of 1 session (contents read): 4 same.");
        assertThat(found.exit()).isEqualTo(4);
        assertThat(findings(found))
                .containsOnly(
                        Map.entry(spikes(0), "MISSING"),
                        Map.entry(spikes(1), "DIFFERENT"),
                        Map.entry(spikes(2), "STAGED"),
                        Map.entry(spikes(3), "SAME"),
                        Map.entry(spikes(4), "UNREGISTERED"),
                        Map.entry("alf/probe05/.at-0123456789abcdef0123.part", "STAGED"),
                        Map.entry(orphan, "ORPHANED"));
        assertThat(table.out()).contains("FOUND", "staged", SESSION + "/" + spikes(2), "--repair finishes 2");
        assertThat(repaired.out()).contains("2 repaired");
        assertThat(after.exit()).isEqualTo(4);
        assertThat(findings(after))
                .containsEntry(spikes(2), "SAME")
                .containsEntry(spikes(4), "SAME")
                .containsEntry(spikes(1), "DIFFERENT")
                .hasSize(7);
        assertThat(published(2)).hasContent("spikes 2");
        assertThat(published(1)).hasContent("spikes 1 and more");
        assertThat(share.resolve("alf/probe05/.at-0123456789abcdef0123.part")).exists();
    }

    private static String spikes(int probe) {
        return "alf/probe%02d/spikes.times.npy".formatted(probe);
    }

    private Path published(int probe) throws IOException {
        try (Stream<Path> files = Files.list(share.resolve(spikes(probe)).getParent())) {
            return files.filter(file -> file.getFileName().toString().startsWith("spikes.times."))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private Path staging(String relative) {
        FilePath staged = StagingNames.ofUpload(FilePath.of(SESSION + "/" + relative));
        return Path.of(sandbox.access().storageFolder()).resolve(staged.value());
    }

    private static Map<String, String> findings(CommandRun run) {
        Map<String, String> findings = new TreeMap<>();
        List<JsonNode> files = run.objects("file");
        files.forEach(file ->
                findings.put(file.path("path").asText(), file.path("finding").asText()));
        return findings;
    }

    private static void write(Path file, String content) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }
}
