package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.benchmarks.peers.SequentialCopy;

/** Another SMB library of the JVM, used as its examples use it, in a fresh JVM: {@link SequentialCopy}. */
record JavaLibrary(String name, boolean encrypts, Jvm jvm) implements Client {
    static JavaLibrary smbj(Jvm jvm) {
        return new JavaLibrary("smbj", true, jvm);
    }

    static JavaLibrary jcifs(Jvm jvm) {
        return new JavaLibrary("jcifs-ng", false, jvm);
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        return switch (scenario.direction()) {
            case DOWNLOAD -> Optional.of("speaks no HTTP");
            case FETCH -> Optional.of("not measured: uploads only");
            case UPLOAD ->
                encrypts || scenario.protection() != Protection.ENCRYPTED
                        ? Optional.empty()
                        : Optional.of("cannot encrypt");
        };
    }

    @Override
    public List<String> cannot(Scenario scenario) {
        List<String> cannot = List.of(
                "verify what arrived (its caller would have to)",
                "hash in the same pass (its caller would have to)",
                "resume half a file (its caller would have to)");
        return encrypts ? cannot : Command.joined(cannot, List.of("encrypt"));
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return Map.of(
                "jvm",
                Runtime.version() + " " + String.join(" ", jvm.flags()),
                "command",
                name + ", one file after the other through its output stream");
    }

    @Override
    public Command command(Task task) throws IOException {
        Share share = task.share().orElseThrow();
        return new Command(
                Command.joined(
                        jvm.command(SequentialCopy.class),
                        List.of(
                                name,
                                task.source().root().toString(),
                                share.host(),
                                Integer.toString(share.port()),
                                share.name(),
                                share.user(),
                                share.protection().word())),
                Map.of(
                        SequentialCopy.PASSWORD,
                        share.password(),
                        SequentialCopy.INSIGHT,
                        insight(task).toString()),
                task.scratch());
    }

    @Override
    public Usage run(Task task, TimedProcess process) throws IOException {
        return process.run(command(task)).telling(Insight.read(insight(task)));
    }

    private static Path insight(Task task) {
        return task.scratch().resolve("peer.insight");
    }
}
