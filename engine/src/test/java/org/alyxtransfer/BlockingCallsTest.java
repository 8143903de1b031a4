package org.alyxtransfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.File;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import reactor.blockhound.BlockingOperationError;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Proves that BlockHound is on in this JVM, and which calls it catches on a CPU thread. */
class BlockingCallsTest {
    @TempDir
    Path folder;

    /** Something that blocks, on a file that is there, with a channel on it. */
    interface Call {
        void on(Path file, FileChannel channel) throws Exception;
    }

    static Stream<Arguments> blockingCalls() {
        return Stream.of(
                call("Thread.sleep", (file, channel) -> Thread.sleep(1)),
                call("FileChannel.read", (file, channel) -> channel.read(ByteBuffer.allocate(1))),
                call("FileChannel.read at", (file, channel) -> channel.read(ByteBuffer.allocateDirect(1), 0)),
                call("FileChannel.write", (file, channel) -> channel.write(ByteBuffer.allocate(1))),
                call("FileChannel.write at", (file, channel) -> channel.write(ByteBuffer.allocateDirect(1), 0)),
                call(
                        "FileChannel.write many",
                        (file, channel) -> channel.write(new ByteBuffer[] {ByteBuffer.allocate(1)})),
                call("FileChannel.force", (file, channel) -> channel.force(true)),
                call("FileChannel.truncate", (file, channel) -> channel.truncate(0)),
                call("FileChannel.transferTo", (file, channel) -> channel.transferTo(0, 1, channel)),
                call("FileChannel.map", (file, channel) -> channel.map(FileChannel.MapMode.READ_ONLY, 0, 1)),
                call("FileChannel.tryLock", (file, channel) -> channel.tryLock()),
                call("FileChannel.lock", (file, channel) -> channel.lock()),
                call("FileChannel.open", (file, channel) -> FileChannel.open(file, StandardOpenOption.READ)),
                call("Files.size", (file, channel) -> Files.size(file)),
                call("Files.exists", (file, channel) -> Files.exists(file)),
                call("Files.newDirectoryStream", (file, channel) -> listed(file.getParent())),
                call("Files.readString", (file, channel) -> Files.readString(file)),
                call("Files.createDirectory", (file, channel) -> Files.createDirectory(file.resolveSibling("new"))),
                call("Files.move", (file, channel) -> Files.move(file, file.resolveSibling("moved"))),
                call("Files.createLink", (file, channel) -> Files.createLink(file.resolveSibling("link"), file)),
                call("Files.delete", (file, channel) -> Files.delete(file)),
                call("Files.getFileStore", (file, channel) -> Files.getFileStore(file)
                        .getUsableSpace()),
                call("Path.toRealPath", (file, channel) -> assertThat(file.toRealPath())
                        .isNotNull()),
                call("RandomAccessFile", (file, channel) -> new RandomAccessFile(file.toFile(), "r").close()),
                call("FileInputStream", (file, channel) -> new java.io.FileInputStream(file.toFile()).read()),
                call("JDBC", (file, channel) -> DriverManager.getConnection("jdbc:none:" + File.separator)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("blockingCalls")
    void onACpuThreadItIsCaught(String name, Call call) throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content of " + name);
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            assertThatThrownBy(() -> onACpuThread(() -> {
                        call.on(file, channel);
                        return name;
                    }))
                    .hasRootCauseInstanceOf(BlockingOperationError.class);
        }
    }

    @Test
    void onAThreadForDisksItIsFine() throws Exception {
        Path file = Files.writeString(folder.resolve("file"), "content");

        Long size = Mono.fromCallable(() -> Files.size(file))
                .subscribeOn(Schedulers.boundedElastic())
                .block();

        assertThat(size).isEqualTo(7);
    }

    @Test
    void randomNumbersMayBeMadeOnACpuThread() {
        Object id = onACpuThread(UUID::randomUUID);
        Object number = onACpuThread(() -> new SecureRandom().nextInt());

        assertThat(id).isInstanceOf(UUID.class);
        assertThat(number).isInstanceOf(Integer.class);
    }

    private static <T> T onACpuThread(java.util.concurrent.Callable<T> work) {
        T result = Mono.fromCallable(work).subscribeOn(Schedulers.parallel()).block();
        return java.util.Objects.requireNonNull(result);
    }

    private static void listed(Path folder) throws java.io.IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            assertThat(entries).isNotNull();
        }
    }

    private static Arguments call(String name, Call call) {
        return Arguments.of(name, call);
    }
}
