package org.alyxtransfer.cli.demo;

import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Types commands as a person would, at a desk whose settings are the demo's own. */
final class Typist {
    private final Invocation invocation;
    private final Path settings;
    private final Map<String, String> secrets;

    Typist(Invocation invocation, Path settings, Map<String, String> secrets) {
        this.invocation = invocation;
        this.settings = settings;
        this.secrets = secrets;
    }

    /** Shows the command, and what it prints; fails when it does not end with {@code DONE}. */
    void type(String... command) {
        invocation.output().say("");
        invocation.output().say("$ alyx-transfer " + quoted(command));
        boolean live = invocation.surroundings().terminal();
        Surroundings desk = desk(invocation.surroundings().out(), live);
        requireDone(invocation.run(desk, command), command, "see above");
    }

    /** The same, but shows only the last lines that it prints, and how many others there were. */
    void typeShowing(int lines, String... command) {
        Output output = invocation.output();
        output.say("");
        output.say("$ alyx-transfer " + quoted(command));
        List<String> printed = typeQuietly(command).lines().toList();
        int shown = Math.min(lines, printed.size());
        printed.subList(0, shown).forEach(output::say);
        if (printed.size() > shown + 1) {
            output.say("… " + (printed.size() - shown - 1) + " more lines …");
        }
        if (printed.size() > shown) {
            output.say(printed.get(printed.size() - 1));
        }
    }

    /** Shows nothing; gives what was printed. */
    String typeQuietly(String... command) {
        StringWriter printed = new StringWriter();
        requireDone(invocation.run(desk(new PrintWriter(printed, true), false), command), command, printed.toString());
        return printed.toString();
    }

    private Surroundings desk(PrintWriter out, boolean live) {
        Surroundings own = invocation.surroundings();
        Map<String, String> environment = new HashMap<>(own.environment());
        environment.keySet().removeIf(name -> name.startsWith("ALYX_") || name.endsWith("_PASSWORD"));
        environment.putAll(secrets);
        environment.put("XDG_CONFIG_HOME", settings.toString());
        environment.put("APPDATA", settings.toString());
        environment.put("XDG_STATE_HOME", settings.resolveSibling("state").toString()); // not among the user's own jobs
        environment.put("LOCALAPPDATA", settings.resolveSibling("state").toString());
        return new Surroundings(
                out,
                own.err(),
                new BufferedReader(new StringReader("")),
                environment,
                own.folder(),
                live,
                own.columns());
    }

    private void requireDone(int code, String[] command, String printed) {
        if (invocation.interruption().isAsked()) {
            throw new IllegalStateException("interrupted", new InterruptedException());
        }
        if (code != ExitCode.DONE.number()) {
            throw new TransferException(
                    Kind.UNEXPECTED,
                    "demo",
                    "'alyx-transfer " + quoted(command) + "' ended with " + code + ": " + printed);
        }
    }

    private static String quoted(String... command) {
        List<String> words = new ArrayList<>();
        for (String word : command) {
            words.add(word.contains("*") || word.contains(" ") ? "'" + word + "'" : word);
        }
        return String.join(" ", words);
    }
}
