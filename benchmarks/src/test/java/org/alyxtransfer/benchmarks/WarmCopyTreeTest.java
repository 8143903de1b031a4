package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.benchmarks.CopyOrder.Verify;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WarmCopyTreeTest {
    @TempDir
    private Path folder;

    @Test
    void aJvmThatDoesNotAnswerIsEnded() throws Exception {
        Client client = client("echo $$ > \"$(dirname \"$0\")/pid\"; exec sleep 600");

        assertThatIOException().isThrownBy(() -> run(client)).withMessageContaining("no end within 1 s");

        long pid = Long.parseLong(Files.readString(folder.resolve("bin/pid")).strip());
        Optional<ProcessHandle> left = ProcessHandle.of(pid);
        if (left.isPresent()) {
            assertThat(left.get().onExit().get(30, TimeUnit.SECONDS).isAlive()).isFalse();
        }
    }

    @Test
    void aJvmThatEndsIsNoAnswer() throws IOException {
        Client client = client("exit 1");

        assertThatIOException().isThrownBy(() -> run(client)).withMessageContaining("its JVM ended");
    }

    private Client client(String script) throws IOException {
        Path java = Files.createDirectories(folder.resolve("bin")).resolve("java");
        Files.writeString(java, "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
        Jvm jvm = new Jvm(folder, "any.jar", List.of(), Optional.empty());
        return new WarmCopyTree("ours-warm", new How(Verify.STREAM, true, false), jvm);
    }

    private Usage run(Client client) throws IOException {
        Task task = new Task.Upload(
                new SourceTree(folder, List.of()),
                new Share("127.0.0.1", 4450, "bench", "nobody", "s3cret", Protection.SIGNED, folder),
                folder);
        return client.run(task, new TimedProcess(folder, Duration.ofSeconds(1)));
    }
}
