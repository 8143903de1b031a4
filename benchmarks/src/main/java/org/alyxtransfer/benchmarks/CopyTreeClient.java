package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/**
 * This project's engine in a fresh JVM, MD5 on: {@link CopyTree}.
 */
record CopyTreeClient(String name, Verify verify, Jvm jvm) implements Client {
    /** How sure the engine makes itself of what arrived. */
    enum Verify {
        /** As the engine chooses: a read-back where nothing guards the wire. */
        DEFAULT,
        /** Digest of the bytes handed over, and the server's size. */
        STREAM;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** A download always compares with the known digest, so the second way of verifying has nothing to add. */
    @Override
    public boolean takes(Scenario scenario) {
        return scenario.direction() == Direction.UPLOAD || verify == Verify.DEFAULT;
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return Map.of(
                "jvm",
                Runtime.version() + " " + String.join(" ", jvm.flags()),
                "verify",
                verify.word(),
                "digest",
                "MD5",
                "signing",
                scenario.protection() == Protection.UNSIGNED ? "off" : "required");
    }

    @Override
    public Command command(Task task) throws IOException {
        List<String> java = jvm.command(CopyTree.class);
        if (task instanceof Task.Upload upload) {
            return new Command(
                    Command.joined(java, CopyTree.uploadArguments(upload, verify)),
                    Map.of(CopyTree.PASSWORD, upload.share().password()),
                    task.scratch());
        }
        return Command.of(
                task.scratch(), Command.joined(java, CopyTree.downloadArguments((Task.Download) task, list(task))));
    }

    private static Path list(Task task) throws IOException {
        String list = task.source().entries().stream()
                .map(entry -> entry.md5() + " " + entry.size() + " " + entry.path() + "\n")
                .collect(Collectors.joining());
        return Files.writeString(task.scratch().resolve("ours.list"), list);
    }
}
