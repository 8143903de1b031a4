package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.benchmarks.CopyOrder.Verify;
import org.alyxtransfer.plan.Naming;

/** This project's engine in a fresh JVM: {@link CopyTree}. */
record CopyTreeClient(String name, How how, Jvm jvm) implements Client {
    @Override
    public Naming naming() {
        return how.naming();
    }

    @Override
    public Optional<String> objection(Scenario scenario) {
        // with the digest known, a download is compared with it however it is to be verified
        boolean repeats = scenario.direction() == Scenario.Direction.DOWNLOAD && how.verify() != Verify.DEFAULT;
        return repeats ? Optional.of("as another row of ours") : objection(scenario, how, jvm);
    }

    static Optional<String> objection(Scenario scenario, How how, Jvm jvm) {
        if (how.jcifs() && scenario.protection() == Protection.ENCRYPTED) {
            return Optional.of("cannot encrypt");
        }
        return differs(scenario, how, jvm) ? Optional.empty() : Optional.of("as another row of ours");
    }

    private static boolean differs(Scenario scenario, How how, Jvm jvm) {
        if (how.naming() == Naming.UUID && scenario.direction() != Scenario.Direction.UPLOAD) {
            return false;
        }
        if (jvm.flags().contains(Jvm.NO_CORRETTO) && scenario.protection() == Protection.UNSIGNED) {
            return false; // nothing to sign
        }
        return switch (scenario.direction()) {
            case UPLOAD -> true;
            case DOWNLOAD -> how.digest() && !how.jcifs();
            case FETCH -> how.verify() != Verify.DEFAULT && !how.jcifs();
        };
    }

    @Override
    public Map<String, String> settings(Scenario scenario) {
        return settings(scenario, how, jvm);
    }

    static Map<String, String> settings(Scenario scenario, How how, Jvm jvm) {
        return Map.of(
                "jvm",
                Runtime.version() + " " + String.join(" ", jvm.flags()),
                "class archive",
                jvm.archive().isPresent() ? "mapped" : "none",
                "verify",
                how.verify().word(),
                "digest",
                how.digest() ? "MD5" : "none",
                "naming",
                how.naming().name().toLowerCase(Locale.ROOT),
                "smb.client",
                how.jcifs() ? "jcifs" : "reactive",
                "protection",
                scenario.protection().word());
    }

    @Override
    public Command command(Task task) throws IOException {
        return new Command(
                Command.joined(
                        jvm.command(CopyTree.class),
                        CopyOrder.of(task, how, list(task)).words()),
                Map.of(
                        CopyTree.PASSWORD,
                        password(task),
                        CopyTree.INSIGHT,
                        insight(task).toString()),
                task.scratch());
    }

    @Override
    public Usage run(Task task, TimedProcess process) throws IOException {
        return process.run(command(task)).telling(Insight.read(insight(task)));
    }

    private static Path insight(Task task) {
        return task.scratch().resolve("ours.insight");
    }

    static String password(Task task) {
        return task.share().map(Share::password).orElse("-");
    }

    static Path list(Task task) throws IOException {
        if (task instanceof Task.Upload) {
            return task.scratch();
        }
        String list = task.source().entries().stream()
                .map(entry -> entry.md5() + " " + entry.size() + " " + entry.path() + "\n")
                .collect(Collectors.joining());
        return Files.writeString(task.scratch().resolve("ours.list"), list);
    }
}
