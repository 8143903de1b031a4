package org.alyxtransfer.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Surroundings;

/** A run of the command line within this process: its exit code and what it wrote. */
public record CommandRun(int exit, String out, String err) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** A person's computer, whose home is a test's folder. */
    public record Desk(Path home, Map<String, String> environment, String typed, boolean terminal) {
        public static Desk at(Path home) {
            return new Desk(home, Map.of(), "", false);
        }

        public Desk with(String variable, String value) {
            Map<String, String> more = new HashMap<>(environment);
            more.put(variable, value);
            return new Desk(home, more, typed, terminal);
        }

        public Desk typing(String... lines) {
            return new Desk(home, environment, String.join("\n", lines) + "\n", terminal);
        }

        public Desk onTerminal() {
            return new Desk(home, environment, typed, true);
        }

        public CommandRun run(String... args) {
            return run(new Interruption(), args);
        }

        /** Runs a command that somebody else may interrupt. */
        public CommandRun run(Interruption interruption, String... args) {
            StringWriter out = new StringWriter();
            StringWriter err = new StringWriter();
            Map<String, String> all = new HashMap<>(environment);
            all.putIfAbsent("HOME", home.toString());
            all.putIfAbsent("APPDATA", home.resolve(".config").toString());
            int exit = CommandTree.run(
                    new Surroundings(
                            new PrintWriter(out, true),
                            new PrintWriter(err, true),
                            new BufferedReader(new StringReader(typed)),
                            all,
                            home,
                            terminal,
                            80),
                    interruption,
                    args);
            System.out.printf("$ alyx-transfer %s%n%s%s-> %d%n", String.join(" ", args), out, err, exit);
            return new CommandRun(exit, out.toString(), err.toString());
        }
    }

    /** Everything it wrote. */
    public String said() {
        return out + err;
    }

    /** What it wrote with {@code --json}; fails when a line is no JSON object. */
    public List<JsonNode> objects() {
        return out.lines().map(CommandRun::parse).toList();
    }

    public List<JsonNode> objects(String type) {
        return objects().stream()
                .filter(object -> type.equals(object.path("type").asText()))
                .toList();
    }

    private static JsonNode parse(String line) {
        try {
            return JSON.readTree(line);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + line, e);
        }
    }
}
