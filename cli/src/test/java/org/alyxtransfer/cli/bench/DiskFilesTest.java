package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Schedulers;

class DiskFilesTest {
    @TempDir
    Path home;

    @Test
    void everyFolderThatWasMadeIsRemoved() throws IOException {
        Path folder = home.resolve("new/by/bench");

        try (DiskFiles disk = DiskFiles.in(folder)) {
            make(disk);
            assertThat(folder).isDirectory();
        }

        assertThat(home).isEmptyDirectory();
    }

    @Test
    void aFolderAboveThatSomebodyElseUsesByNowStays() throws IOException {
        try (DiskFiles disk = DiskFiles.in(home.resolve("new/by/bench"))) {
            make(disk);
            Files.writeString(home.resolve("new/theirs.txt"), "theirs");
        }

        assertThat(home.resolve("new/theirs.txt")).hasContent("theirs");
        assertThat(home.resolve("new/by")).doesNotExist();
    }

    @Test
    void whatALinkLeadsToIsEmptiedAndStays() throws IOException {
        Path real = Files.createDirectory(home.resolve("real"));
        Path link = Files.createSymbolicLink(home.resolve("link"), real);

        try (DiskFiles disk = DiskFiles.in(link)) {
            make(disk);
            disk.clear();
            assertThat(real).isEmptyDirectory();
            make(disk);
        }

        assertThat(link).isSymbolicLink();
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(home.resolve("file"), "theirs");

        assertThatThrownBy(() -> DiskFiles.in(file))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("is no folder");
        assertThat(file).hasContent("theirs");
    }

    @Test
    void theFilesBelowALinkAreFound() throws IOException {
        Path real = Files.createDirectory(home.resolve("real"));
        Files.writeString(real.resolve("a.npy"), "12345");
        Path link = Files.createSymbolicLink(home.resolve("link"), real);

        assertThat(DiskFiles.below(link, storage(link)))
                .extracting(BenchFiles.Piece::size)
                .containsExactly(5L);
    }

    private static void make(DiskFiles disk) {
        assertThat(disk.make(Work.parse("3x1KiB"), storage(disk.folder()))).hasSize(3);
    }

    private static LocalStorage storage(Path folder) {
        return new LocalStorage(folder, new MemoryBudget(1 << 20), Schedulers.immediate());
    }
}
