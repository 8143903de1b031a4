package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/** The general copy tool, over its own SMB library in Go, one connection a transfer; {@code copy}, or {@code md5sum} to read a share. */
record Rclone(OptionalInt files) implements Client {
    private static final AtOnce USUAL = AtOnce.usually("rclone", 8);

    Rclone() {
        this(OptionalInt.empty());
    }

    @Override
    public String name() {
        return USUAL.with(files).name();
    }

    private List<String> parallel() {
        int atOnce = USUAL.with(files).files();
        return List.of("--transfers=" + atOnce, "--checkers=" + atOnce);
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return Optional.empty();
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        String verb = scenario.direction() == Direction.FETCH ? "md5sum --download" : "copy";
        return Map.of("command", "rclone " + verb + " " + String.join(" ", parallel()));
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        return scenario.direction() == Direction.FETCH
                ? List.of("resume half a file")
                : List.of("verify more than sizes", "hash in the same pass", "resume half a file");
    }

    @Override
    public Command command(Task task) throws IOException {
        Path config = PrivateFile.write(
                task.scratch().resolve("rclone.conf"),
                task.share().isPresent() ? smb(task.share().get()) : http((Task.Download) task));
        String remote = "bench:" + task.share().map(Share::name).orElse("");
        return Command.of(
                task.scratch(),
                Command.joined(
                        List.of("rclone", "--config=" + config, "--log-level=ERROR", "--stats=0"),
                        parallel(),
                        work(task, remote)));
    }

    /** Nowhere is no place that it copies to; a hash of all that it reads costs it the least. */
    private static List<String> work(Task task, String remote) {
        if (task instanceof Task.Fetch) {
            return List.of(
                    "md5sum", "--download", "--output-file=" + task.scratch().resolve("rclone.md5"), remote);
        }
        return task instanceof Task.Upload
                ? List.of("copy", task.source().root().toString(), remote)
                : List.of("copy", remote, task.arrival().toString());
    }

    private static String smb(Share share) throws IOException {
        return """
                [bench]
                type = smb
                host = %s
                port = %d
                user = %s
                pass = %s
                """.formatted(share.host(), share.port(), share.user(), obscured(share.password()));
    }

    private static String http(Task.Download download) {
        return """
                [bench]
                type = http
                url = %s
                """.formatted(download.base());
    }

    /** Rclone wants its passwords obscured; given over standard input, as arguments are for everybody to see. */
    private static String obscured(String password) throws IOException {
        Process process = new ProcessBuilder("rclone", "obscure", "-")
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (var in = process.getOutputStream()) {
            in.write(password.getBytes(StandardCharsets.UTF_8));
        }
        try (InputStream out = process.getInputStream()) {
            return new String(out.readAllBytes(), StandardCharsets.UTF_8).strip();
        }
    }
}
