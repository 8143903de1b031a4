package org.alyxtransfer.cli.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProfileEditorTest {
    @TempDir
    Path folder;

    @Test
    void changesAValueAndKeepsEverythingElseAsItWasTyped() throws IOException {
        Path profile = profile("""
                # our lab
                smb:
                    connections: "2"   # two, says Anna

                    # signing: off
                    timeout-seconds: 40
                storage:
                  password: 'it''s # secret'
                """);

        ProfileEditor.set(profile, Map.of("smb.connections", "4"));

        assertThat(Files.readString(profile)).isEqualTo("""
                        # our lab
                        smb:
                            connections: 4   # two, says Anna

                            # signing: off
                            timeout-seconds: 40
                        storage:
                          password: 'it''s # secret'
                        """);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(profile)))
                .isEqualTo("rw-------");
    }

    @Test
    void addsAKeyToItsSectionAndASectionAtTheEnd() throws IOException {
        Path profile = profile("smb:\n    timeout-seconds: 40\nhttp:\n  user: reader\n");

        ProfileEditor.set(profile, Map.of("smb.connections", "4"));
        ProfileEditor.set(profile, Map.of("transfer.files-in-flight", "32"));

        assertThat(Files.readString(profile)).isEqualTo("""
                        smb:
                            timeout-seconds: 40
                            connections: 4
                        http:
                          user: reader
                        transfer:
                          files-in-flight: 32
                        """);
    }

    @Test
    void leavesAProfileAloneThatItCannotEdit() throws IOException {
        Path profile = profile("smb: {connections: 2}\n");

        assertThatThrownBy(() -> ProfileEditor.set(profile, Map.of("smb.connections", "4")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("smb.connections: 4");
        assertThat(Files.readString(profile)).isEqualTo("smb: {connections: 2}\n");
        assertThat(folder).isDirectoryNotContaining(file -> !file.equals(profile));
    }

    private Path profile(String text) throws IOException {
        Path profile = Files.writeString(folder.resolve("default.yaml"), text);
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        return profile;
    }
}
