package org.alyxtransfer.storage.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Which kind of failure an operating system's complaint is. */
class DiskErrorsTest {
    private static final FilePath FILE = FilePath.of("alf/file.npy");

    static Stream<Arguments> complaints() {
        return Stream.of(
                Arguments.of(new NoSuchFileException("x"), Kind.NOT_FOUND),
                Arguments.of(new AccessDeniedException("x"), Kind.DENIED),
                Arguments.of(new IOException("No space left on device"), Kind.FULL),
                Arguments.of(new IOException("There is not enough space on the disk"), Kind.FULL),
                Arguments.of(new FileSystemException("x", null, "Disk quota exceeded"), Kind.FULL),
                Arguments.of(new FileSystemException("x", null, "Read-only file system"), Kind.DENIED),
                Arguments.of(new FileSystemException("x", null, "Too many open files"), Kind.UNAVAILABLE),
                Arguments.of(new FileSystemException("x", null, "File name too long"), Kind.INVALID),
                Arguments.of(new IOException("Input/output error"), Kind.UNAVAILABLE),
                Arguments.of(new InvalidPathException("x", "unmappable characters"), Kind.INVALID),
                Arguments.of(new IOException("what nobody has heard of"), Kind.UNEXPECTED),
                Arguments.of(new TransferException(Kind.CORRUPT, "x", "known"), Kind.CORRUPT));
    }

    @ParameterizedTest
    @MethodSource("complaints")
    void everyComplaintHasItsKind(Exception complaint, Kind kind) {
        assertThat(DiskErrors.explain(complaint, FILE).kind()).isEqualTo(kind);
    }

    @Test
    void theFileIsNamedAndItsPathOnThisComputerIsNot() {
        TransferException told = DiskErrors.explain(new NoSuchFileException("/srv/lab/alf/file.npy"), FILE);

        assertThat(told).hasMessageContaining("alf/file.npy").message().doesNotContain("/srv/lab");
    }

    @Test
    void aDiskThatIsReallyFullIsSaidToBeFull() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "no /dev/full here");
        try (FileChannel channel = FileChannel.open(full, StandardOpenOption.WRITE)) {
            Throwable complaint = catchThrowable(() -> LocalStagingFile.writeAll(channel, ByteBuffer.allocate(10), 0));

            assertThat(DiskErrors.explain(complaint, FILE).kind()).isEqualTo(Kind.FULL);
        }
    }
}
