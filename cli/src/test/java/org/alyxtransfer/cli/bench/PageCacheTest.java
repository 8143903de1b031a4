package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@EnabledOnOs(OS.LINUX)
class PageCacheTest {
    @TempDir
    Path folder;

    @Test
    void whatIsForgottenIsNoLongerInMemory() throws IOException, InterruptedException {
        assumeFalse(Files.getFileStore(folder).type().equals("tmpfs"), "memory is all that it has");
        Path one = onTheDisk("a name with 'quotes', {} and a\nnew line");
        Path other = onTheDisk("spikes.times.npy");
        assertThat(inMemory(one)).isPositive();

        boolean forgotten = PageCache.forget(List.of(one, other));

        assertThat(forgotten).isTrue();
        assertThat(inMemory(one)).isZero();
        assertThat(inMemory(other)).isZero();
    }

    @Test
    void whatCannotBeReadIsTold() {
        assertThat(PageCache.forget(List.of(folder.resolve("not-there.npy")))).isFalse();
    }

    private Path onTheDisk(String name) throws IOException {
        Path file = folder.resolve(name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            channel.write(ByteBuffer.allocate(1 << 20));
            channel.force(true);
        }
        return file;
    }

    /** In bytes, as util-linux' fincore tells. */
    private static long inMemory(Path file) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder("fincore", "--bytes", "--noheadings", "--output", "RES", file.toString()).start();
        String printed = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).isZero();
        return Long.parseLong(printed);
    }
}
