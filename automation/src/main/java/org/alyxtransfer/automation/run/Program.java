package org.alyxtransfer.automation.run;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Finds programs as the system would, to be able to say what is wrong when there is none. */
final class Program {
    private static final boolean WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");
    private static final List<Path> SETSID = List.of(Path.of("/usr/bin/setsid"), Path.of("/bin/setsid"));

    private Program() {}

    /** Puts the command into a session of its own where the system has {@code setsid}: Ctrl-C at ours is not its own. */
    static Optional<Path> setsid() {
        return SETSID.stream().filter(Files::isExecutable).findFirst();
    }

    /** Why the command's program cannot be started; empty when it probably can. */
    static Optional<String> complaint(Command command) {
        if (WINDOWS) {
            return Optional.empty(); // the system's own search has many rules; its answer says enough
        }
        String name = command.words().get(0);
        List<Path> places = name.contains("/")
                ? List.of(command.workingFolder().resolve(name))
                : List.of(command.environment()
                                .getOrDefault("PATH", "/usr/local/bin:/usr/bin:/bin")
                                .split(File.pathSeparator))
                        .stream()
                        .map(folder -> command.workingFolder().resolve(folder).resolve(name))
                        .toList();
        List<Path> files = places.stream().filter(Files::exists).toList();
        if (files.isEmpty()) {
            return Optional.of("there is no command '" + name + "'"
                    + (name.contains("/") ? "" : " in the PATH that the rule gives it"));
        }
        return files.stream().anyMatch(file -> Files.isRegularFile(file) && Files.isExecutable(file))
                ? Optional.empty()
                : Optional.of("'" + files.get(0) + "' is not executable; run: chmod +x '" + files.get(0) + "'");
    }
}
