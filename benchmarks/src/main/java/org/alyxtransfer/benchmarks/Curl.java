package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;
import org.alyxtransfer.benchmarks.Scenario.Direction;

/** The download tool on every machine: one stream for one file, {@code --parallel} for many. */
record Curl(OptionalInt files) implements Client {
    private static final AtOnce USUAL = AtOnce.usually("curl", 16);

    Curl() {
        this(OptionalInt.empty());
    }

    @Override
    public String name() {
        return USUAL.with(files).name();
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return httpOnly(scenario);
    }

    /** What curl knows of SMB is version 1, which servers no longer speak. */
    static Optional<String> httpOnly(Scenario scenario) {
        return scenario.direction() == Direction.DOWNLOAD ? Optional.empty() : Optional.of("speaks no SMB2");
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return Map.of(
                "command", "curl " + String.join(" ", parallel(scenario.files().files())));
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        return List.of("verify more than the length", "hash in the same pass");
    }

    @Override
    public Command command(Task task) throws IOException {
        var download = (Task.Download) task;
        String list = task.source().entries().stream()
                .map(entry -> "url = \"%s\"\noutput = \"%s\"\n"
                        .formatted(download.base().resolve(entry.path()), entry.path()))
                .collect(Collectors.joining());
        Path config = Files.writeString(task.scratch().resolve("curl.list"), list);
        return Command.of(
                task.arrival(),
                Command.joined(
                        List.of("curl", "--disable", "--silent", "--show-error", "--fail", "--create-dirs"),
                        parallel(task.source().entries().size()),
                        List.of("--config", config.toString())));
    }

    private List<String> parallel(int wanted) {
        String atOnce = Integer.toString(USUAL.with(files).files());
        return wanted == 1 ? List.of() : List.of("--parallel", "--parallel-max", atOnce);
    }
}
