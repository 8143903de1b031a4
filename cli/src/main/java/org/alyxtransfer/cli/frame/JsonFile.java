package org.alyxtransfer.cli.frame;

import java.util.Map;
import java.util.Stack;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;

/**
 * Lets {@code --json FILE} be {@code --results FILE} behind a command that has such an option; {@code --json} with no file
 * behind it is what it is everywhere.
 */
final class JsonFile implements IParameterPreprocessor {
    private static final String RESULTS = "--results";

    @Override
    @SuppressWarnings("JdkObsolete") // picocli hands over a Stack
    public boolean preprocess(Stack<String> next, CommandSpec command, ArgSpec json, Map<String, Object> info) {
        if (next.isEmpty() || command.findOption(RESULTS) == null) {
            return false;
        }
        String word = next.peek();
        if (word.startsWith("-") || command.subcommands().containsKey(word)) {
            return false;
        }
        next.push(RESULTS);
        return true;
    }
}
