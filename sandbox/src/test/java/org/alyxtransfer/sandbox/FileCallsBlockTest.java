package org.alyxtransfer.sandbox;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Proves that file calls on a thread that must not block are caught in this JVM, each kind. */
class FileCallsBlockTest {
    @TempDir
    Path folder;

    private Path file = Path.of("");

    @BeforeEach
    void create() throws Exception {
        file = Files.writeString(folder.resolve("file"), "text");
    }

    @Test
    void openingIsCaught() {
        assertCaught(() -> FileChannel.open(file, StandardOpenOption.READ));
    }

    @Test
    void readingIsCaught() throws Exception {
        try (var channel = FileChannel.open(file, StandardOpenOption.READ)) {
            assertCaught(() -> channel.read(ByteBuffer.allocate(1)));
            assertCaught(() -> channel.read(ByteBuffer.allocate(1), 0L));
        }
    }

    @Test
    void lookingIsCaught() {
        assertCaught(() -> Files.readAttributes(file, BasicFileAttributes.class));
        assertCaught(() -> file.toRealPath(LinkOption.NOFOLLOW_LINKS));
    }

    private static void assertCaught(Callable<?> call) {
        assertThatThrownBy(() -> Mono.fromCallable(call)
                        .subscribeOn(Schedulers.parallel())
                        .block())
                .hasRootCauseInstanceOf(reactor.blockhound.BlockingOperationError.class);
    }
}
