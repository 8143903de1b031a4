package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;
import org.alyxtransfer.benchmarks.CopyOrder.How;
import org.alyxtransfer.benchmarks.CopyOrder.Verify;

/** This project's engine in a fresh JVM: {@link CopyTree}. */
record CopyTreeClient(String name, How how, Jvm jvm) implements Client {
    /** Downloads always compare with the known digest, so other ways of verifying have nothing to add there. */
    @Override
    public boolean takes(Scenario scenario) {
        return takes(scenario, how, jvm);
    }

    static boolean takes(Scenario scenario, How how, Jvm jvm) {
        boolean protectedWire = scenario.protection() != Protection.UNSIGNED;
        if (jvm.flags().contains(Jvm.NO_CORRETTO) && !protectedWire) {
            return false; // nothing to sign, no difference
        }
        return switch (scenario.direction()) {
            case UPLOAD -> !how.jcifs() || scenario.protection() != Protection.ENCRYPTED;
            case DOWNLOAD -> how.verify() == Verify.DEFAULT && !how.jcifs();
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
                "verify",
                how.verify().word(),
                "digest",
                how.digest() ? "MD5" : "none",
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
                Map.of(CopyTree.PASSWORD, password(task)),
                task.scratch());
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
