package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.AlyxSettings;
import org.alyxtransfer.alyx.FileToRegister;
import org.alyxtransfer.alyx.Registration;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code register} does on a real share with a file whose dataset Alyx has without a digest. */
@Tag("samba")
class RegisterConflictTest extends SandboxDesk {
    private Path folder;

    @BeforeEach
    void createSession() throws IOException {
        folder = Path.of(access.storageFolder()).resolve(SESSION).resolve("alf");
        Files.createDirectories(folder);
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");
    }

    @Test
    void aPublishedFileThatAlyxHasNoDigestOfIsNotOverwritten() throws IOException {
        registerWithoutDigest(access.repository());
        Path published = Files.writeString(withId(), "published");
        Path left = Files.writeString(folder.resolve("spikes.times.npy"), "another");

        CommandRun dry = desk.run("register", SESSION, "--dry-run");
        CommandRun run = desk.run("register", SESSION);

        assertThat(dry.exit()).isEqualTo(7);
        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.said()).contains(published.getFileName().toString(), "--on-conflict replace");
        assertThat(published).hasContent("published");
        assertThat(left).hasContent("another");
        assertThat(hash()).isEmpty();
    }

    @Test
    void thePublishedFileIsReplacedWhenThatIsAskedFor() throws IOException {
        registerWithoutDigest(access.repository());
        Path published = Files.writeString(withId(), "published");
        Path left = Files.writeString(folder.resolve("spikes.times.npy"), "another");

        CommandRun run = desk.run("register", SESSION, "--on-conflict", "replace");

        assertThat(run.exit()).isZero();
        assertThat(published).hasContent("another");
        assertThat(left).doesNotExist();
        assertThat(hash()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"uuid", "plain"})
    void aRecordWithoutAnotherFileIsTaken(String naming) throws IOException {
        registerWithoutDigest(access.repository());
        Files.writeString(folder.resolve("spikes.times.npy"), "the only one");

        CommandRun run = desk.run("--set", "storage.naming=" + naming, "register", SESSION);

        assertThat(run.exit()).isZero();
        assertThat(hash()).isNotEmpty();
        assertThat(sandbox.alyx().state().datasetCount()).isEqualTo(1);
        assertThat(naming.equals("uuid") ? withId() : folder.resolve("spikes.times.npy"))
                .hasContent("the only one");
    }

    @Test
    void aCopyElsewhereThatAlyxHasNoDigestOfIsNotContradicted() throws IOException {
        registerWithoutDigest("unattached");
        Path left = Files.writeString(folder.resolve("spikes.times.npy"), "another");

        CommandRun run = desk.run("register", SESSION);

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.said()).contains("a copy elsewhere");
        assertThat(left).hasContent("another");
        assertThat(hash()).isEmpty();
    }

    private Path withId() {
        String id = sandbox.alyx().state().datasets().get(0).id();
        return folder.resolve("spikes.times." + id + ".npy");
    }

    private String hash() {
        return sandbox.alyx().state().datasets().get(0).hash();
    }

    private void registerWithoutDigest(String repository) {
        AlyxClient alyx = AlyxClient.connect(
                AlyxSettings.withPassword(URI.create(access.alyxUrl()), access.alyxUser(), access::alyxPassword));
        try {
            DatasetPath path = DatasetPath.parse(FilePath.of("alf/spikes.times.npy"));
            alyx.registerFiles(Registration.of(
                            SessionPath.parse(SESSION), List.of(new FileToRegister(path, 9, null, null)), repository))
                    .block();
        } finally {
            alyx.close().block();
        }
    }
}
