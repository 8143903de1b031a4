package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Collectors;

/** The parallel downloader: one file in 16 ranges, or many files at once, one connection each. */
record Aria2(OptionalInt files) implements Client {
    private static final long SMALL = 1 << 20; // below it a connection more pays; above, 8 keep two cores busy
    private static final AtOnce USUAL = AtOnce.usually("aria2c", 8);
    private static final AtOnce USUAL_OF_SMALL = AtOnce.usually("aria2c", 16);

    Aria2() {
        this(OptionalInt.empty());
    }

    @Override
    public String name() {
        return USUAL.with(files).name();
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return Curl.httpOnly(scenario);
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        FileSet wanted = scenario.files();
        return Map.of("command", "aria2c " + String.join(" ", parallel(wanted.files(), wanted.size(0))));
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        return List.of("hash in the same pass (--checksum, not used here, reads each file again)");
    }

    @Override
    public Command command(Task task) throws IOException {
        var download = (Task.Download) task;
        List<SourceTree.Entry> entries = task.source().entries();
        String list = entries.stream()
                .map(entry -> download.base().resolve(entry.path()) + "\n  out=" + entry.path() + "\n")
                .collect(Collectors.joining());
        Path input = Files.writeString(task.scratch().resolve("aria2.list"), list);
        return Command.of(
                task.arrival(),
                Command.joined(
                        List.of("aria2c", "--no-conf", "--quiet", "--file-allocation=none", "--allow-overwrite=true"),
                        parallel(entries.size(), entries.get(0).size()),
                        List.of("--input-file=" + input)));
    }

    private List<String> parallel(int wanted, long fileBytes) {
        if (wanted == 1) {
            return List.of("-x16", "-s16", "-k1M");
        }
        AtOnce usual = fileBytes < SMALL ? USUAL_OF_SMALL : USUAL;
        return List.of("-j" + usual.with(files).files(), "-x1");
    }
}
