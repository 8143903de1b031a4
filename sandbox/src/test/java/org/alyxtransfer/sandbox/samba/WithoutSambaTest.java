package org.alyxtransfer.sandbox.samba;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Facts about a machine that has no Samba; run everywhere, by looking for programs in an empty folder. */
class WithoutSambaTest {
    @TempDir
    Path empty;

    @BeforeEach
    void hidePrograms() {
        System.setProperty(Program.FOLDERS_PROPERTY, empty.toString());
    }

    @AfterEach
    void showPrograms() {
        System.clearProperty(Program.FOLDERS_PROPERTY);
    }

    @Test
    void thePackageToInstallIsNamed() {
        assertThat(Samba.isInstalled()).isFalse();
        assertThat(Samba.availability().message()).contains("smbd").contains("apt-get install samba");
        assertThatThrownBy(() -> Samba.start(SambaSettings.defaults()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("apt-get install samba");
    }

    @Test
    void aFolderStandsInAndSaysSo() throws IOException {
        Path folder;

        try (Store store = Samba.startOrFolder(SambaSettings.defaults())) {
            folder = store.folder("transfer");
            assertThat(store).isInstanceOf(FolderStore.class);
            assertThat(store.shares()).containsExactly("transfer");
            assertThat(store.uri("transfer")).hasScheme("file").isEqualTo(folder.toUri());
            assertThat(store.notice().orElseThrow()).contains("samba").contains("folder");
            Files.writeString(folder.resolve("x"), "kept while open");
        }

        assertThat(folder).doesNotExist();
    }
}
