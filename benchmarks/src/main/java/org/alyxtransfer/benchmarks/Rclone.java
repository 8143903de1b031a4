package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/** The general copy tool, over its own SMB library in Go, one connection a transfer. */
record Rclone() implements Client {
    private static final String TRANSFERS = "8";

    @Override
    public String name() {
        return "rclone";
    }

    @Override
    public boolean takes(Scenario scenario) {
        return scenario.direction() == Direction.UPLOAD;
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return Map.of("command", "rclone copy --transfers " + TRANSFERS + " --checkers " + TRANSFERS);
    }

    @Override
    public Command command(Task task) throws IOException {
        Share share = ((Task.Upload) task).target();
        Path config = PrivateFile.write(task.scratch().resolve("rclone.conf"), """
                [bench]
                type = smb
                host = %s
                port = %d
                user = %s
                pass = %s
                """.formatted(
                        share.host(), share.port(), share.user(), obscured(share.password())));
        return Command.of(
                task.scratch(),
                List.of(
                        "rclone",
                        "--config=" + config,
                        "copy",
                        "--transfers=" + TRANSFERS,
                        "--checkers=" + TRANSFERS,
                        "--log-level=ERROR",
                        "--stats=0",
                        task.source().root().toString(),
                        "bench:" + share.name()));
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
