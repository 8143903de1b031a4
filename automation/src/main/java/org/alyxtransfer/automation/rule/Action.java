package org.alyxtransfer.automation.rule;

import java.time.Duration;
import java.util.List;
import java.util.Map;

/**
 * A command; no shell ever sees it.
 *
 * @param command the program and its arguments, with placeholders
 * @param environment names of variables that the command inherits
 * @param variables more variables for it, with placeholders
 * @param workingFolder where it runs, with placeholders
 * @param attempts how often it is run in all while it fails
 */
public record Action(
        List<String> command,
        Duration timeout,
        List<String> environment,
        Map<String, String> variables,
        String workingFolder,
        int attempts) {
    public Action {
        command = List.copyOf(command);
        environment = List.copyOf(environment);
        variables = Map.copyOf(variables);
    }
}
