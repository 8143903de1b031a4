package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The downloader of shell scripts: one file after the other over one connection. */
record Wget() implements Client {
    @Override
    public String name() {
        return "wget";
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return Curl.httpOnly(scenario);
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return Map.of("command", "wget --force-directories --no-host-directories --input-file");
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        return List.of("verify more than the length", "hash in the same pass");
    }

    @Override
    public Command command(Task task) throws IOException {
        var download = (Task.Download) task;
        String list = task.source().entries().stream()
                .map(entry -> download.base().resolve(entry.path()) + "\n")
                .collect(Collectors.joining());
        Path input = Files.writeString(task.scratch().resolve("wget.list"), list);
        return Command.of(
                task.arrival(),
                List.of(
                        "wget",
                        "--no-config",
                        "--quiet",
                        "--force-directories",
                        "--no-host-directories",
                        "--input-file=" + input));
    }
}
