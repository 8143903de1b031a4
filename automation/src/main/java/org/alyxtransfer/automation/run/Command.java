package org.alyxtransfer.automation.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * What is to be run.
 *
 * @param id told to the command as {@code ALYX_TRANSFER_RUN_ID}; by it all of its processes are found again
 * @param words the program and its arguments
 * @param environment all variables that it gets
 * @param log gets {@code stdout.log} and {@code stderr.log}
 */
public record Command(
        String id,
        List<String> words,
        Map<String, String> environment,
        Path workingFolder,
        Path log,
        Duration timeout) {
    public Command {
        if (words.isEmpty()) {
            throw new IllegalArgumentException("a command needs a program");
        }
        words = List.copyOf(words);
        environment = Map.copyOf(environment);
    }

    public Path stdout() {
        return log.resolve("stdout.log");
    }

    public Path stderr() {
        return log.resolve("stderr.log");
    }
}
