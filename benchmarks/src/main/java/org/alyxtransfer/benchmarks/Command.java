package org.alyxtransfer.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** How to start a client as a fresh process. Secrets go into the environment or a file, never into the arguments. */
record Command(List<String> arguments, Map<String, String> environment, Path workingFolder) {
    Command {
        arguments = List.copyOf(arguments);
        environment = Map.copyOf(environment);
    }

    static Command of(Path workingFolder, List<String> arguments) {
        return new Command(arguments, Map.of(), workingFolder);
    }

    @SafeVarargs
    static List<String> joined(List<String>... parts) {
        List<String> all = new ArrayList<>();
        for (List<String> part : parts) {
            all.addAll(part);
        }
        return all;
    }

    /** Shows no environment: it may hold a password. */
    @Override
    public String toString() {
        return String.join(" ", arguments);
    }
}
