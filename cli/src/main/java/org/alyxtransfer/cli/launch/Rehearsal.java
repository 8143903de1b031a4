package org.alyxtransfer.cli.launch;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandTree;
import org.alyxtransfer.cli.config.Privacy;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;

/**
 * Runs the usual commands once, in a sandbox of its own and without a word, so that the JVM can write down the classes they
 * need ({@code -XX:ArchiveClassesAtExit}). Leaves nothing behind. Ends with status 0 even when a command failed: its classes
 * count all the same.
 */
public final class Rehearsal {
    private static final String SUBJECT = "COGP-001"; // the sandbox's Alyx knows it
    private static final LocalDate DAY = LocalDate.of(2022, 1, 1);

    private final Interruption interruption;
    private final Surroundings surroundings;
    private final Path profile;

    private Rehearsal(Interruption interruption, Surroundings surroundings, Path profile) {
        this.interruption = interruption;
        this.surroundings = surroundings;
        this.profile = profile;
    }

    public static void main(String[] args) throws IOException {
        Interruption interruption = new Interruption();
        interruption.guardProcess(); // what ends it, as a computer that shuts down, waits until the folder is gone
        try {
            rehearse(interruption, new PrintWriter(Writer.nullWriter()));
        } finally {
            interruption.over();
        }
    }

    /** @param told what the commands say */
    static void rehearse(Interruption interruption, PrintWriter told) throws IOException {
        Path folder = Files.createTempDirectory("alyx-transfer-rehearsal");
        try (RunningSandbox sandbox =
                RunningSandbox.start(Files.createDirectories(folder.resolve("share")), folder.resolve("mails"))) {
            new Rehearsal(interruption, quiet(folder, sandbox.access(), told), profile(folder, sandbox.access()))
                    .run(folder, sandbox.access().lab());
        } finally {
            delete(folder);
        }
    }

    private void run(Path folder, String lab) throws IOException {
        Path rig = folder.resolve("rig");
        SessionGenerator.generate(GenerateSettings.small(rig, lab, List.of(SUBJECT), DAY, 1));
        type("upload", "--create-sessions", rig.toString());
        type("session", "list", "--subject", SUBJECT);
        type("datasets", "--subject", SUBJECT);
        type("download", "--subject", SUBJECT, "--into", folder.resolve("copy").toString());
        type("upload", "--dry-run", rig.toString());
    }

    private void type(String... command) {
        if (interruption.isAsked()) {
            return;
        }
        String[] whole = Stream.concat(Stream.of(command), Stream.of("--config", profile.toString()))
                .toArray(String[]::new);
        CommandTree.run(surroundings, interruption, whole);
    }

    private static Path profile(Path folder, SandboxAccess sandbox) throws IOException {
        Path file = folder.resolve("profile.yaml");
        Privacy.write(file, sandbox.profile());
        return file;
    }

    private static Surroundings quiet(Path folder, SandboxAccess sandbox, PrintWriter told) {
        Map<String, String> environment = new HashMap<>(sandbox.environment());
        for (String home : List.of("XDG_CONFIG_HOME", "XDG_STATE_HOME", "XDG_DATA_HOME", "APPDATA", "LOCALAPPDATA")) {
            environment.put(home, folder.resolve("settings").toString());
        }
        return new Surroundings(told, told, new BufferedReader(new StringReader("")), environment, folder, false, 80);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
