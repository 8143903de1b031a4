package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkTest {
    @Test
    void readsANumberAndASize() {
        Work work = Work.parse("3x16KiB");

        assertThat(work.sizes()).containsExactly(16_384L, 16_384L, 16_384L);
        assertThat(work.size(4)).isEqualTo(16_384);
    }

    @Test
    void refusesWhatIsNone() {
        for (String text : new String[] {"16MiB", "0x1KiB", "x1KiB", "2x1TB", "2x0B", "-1x1KiB", "99999999x1B"}) {
            assertThatThrownBy(() -> Work.parse(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void takesTheSizesOfAFolder(@TempDir Path folder) throws IOException {
        Files.createDirectories(folder.resolve("alf"));
        Files.write(folder.resolve("alf/a.npy"), new byte[10]);
        Files.write(folder.resolve("b.bin"), new byte[300]);

        Work work = Work.ofFolder(folder);

        assertThat(work.sizes()).containsExactly(10L, 300L);
        assertThat(work.name()).isEqualTo("profile");
    }

    @Test
    void takesTheSizesOfAFolderThatALinkLeadsTo(@TempDir Path folder) throws IOException {
        Files.write(Files.createDirectory(folder.resolve("session")).resolve("a.npy"), new byte[10]);
        Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("session"));

        assertThat(Work.ofFolder(link).sizes()).containsExactly(10L);
    }

    @Test
    void aFileThatIsLargerThanAllThatMayBeWrittenIsRefused() {
        Work work = new Work("profile", List.of(10L, 300L, 20L));

        work.requireRoom(300);
        assertThatThrownBy(() -> work.requireRoom(299))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(TransferException.Kind.INVALID))
                .hasMessageContaining("profile: has a file of 300 B, but 299 B")
                .hasMessageContaining("--bytes");
    }

    @Test
    void isCutToALimitButNeverToNothing() {
        assertThat(Work.parse("5x10B").within(25).files()).isEqualTo(2);
        assertThat(Work.parse("5x10B").within(3).files()).isEqualTo(1);
    }
}
