package org.alyxtransfer.cli.frame;

import java.io.BufferedReader;
import java.io.Console;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a run of the program: streams, environment, the folder it was called in.
 *
 * @param terminal whether a person watches the output, so that it may be redrawn
 * @param columns the width of that terminal
 */
public record Surroundings(
        PrintWriter out,
        PrintWriter err,
        BufferedReader in,
        Map<String, String> environment,
        Path folder,
        boolean terminal,
        int columns) {
    private static final int USUAL_COLUMNS = 80;

    /** Those of this process. */
    public static Surroundings ofProcess() {
        Console console = console();
        Charset charset = console == null ? StandardCharsets.UTF_8 : console.charset();
        Map<String, String> environment = System.getenv();
        return new Surroundings(
                new PrintWriter(System.out, true, charset),
                new PrintWriter(System.err, true, charset),
                new BufferedReader(new InputStreamReader(System.in, charset)),
                environment,
                Path.of("").toAbsolutePath(),
                console != null && !"dumb".equals(environment.get("TERM")),
                columns(environment));
    }

    /** Turns a path of the command line into an absolute one. */
    public Path resolve(Path path) {
        return folder.resolve(path).normalize();
    }

    /** The same, called in another folder. */
    public Surroundings in(Path other) {
        return new Surroundings(out, err, in, environment, other, terminal, columns);
    }

    /** Asks a question; an empty answer, or the end of the input, gives the suggestion. */
    public String ask(String question, String suggestion) {
        out.print(suggestion.isEmpty() ? question + ": " : question + " [" + suggestion + "]: ");
        out.flush();
        try {
            String answer = in.readLine();
            return answer == null || answer.isBlank() ? suggestion : answer.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Asks without showing what is typed, where there is a terminal to ask on. */
    public String askSecret(String question) {
        Console console = terminal ? console() : null;
        if (console == null) {
            return ask(question, "");
        }
        char[] answer = console.readPassword("%s: ", question);
        return answer == null ? "" : new String(answer);
    }

    @SuppressWarnings("SystemConsoleNull") // the launchers set jdk.console=java.base: null where nobody watches
    private static @Nullable Console console() {
        return System.console();
    }

    private static int columns(Map<String, String> environment) {
        try {
            return Math.max(20, Integer.parseInt(environment.getOrDefault("COLUMNS", "")));
        } catch (NumberFormatException e) {
            return USUAL_COLUMNS;
        }
    }
}
