package org.alyxtransfer.cli.frame;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.alyxtransfer.cli.config.Folders;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.ProfileChoice;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** One run of the program: its surroundings and global options, and what follows from them. */
public final class Invocation {
    private final Surroundings surroundings;
    private final GlobalOptions options;
    private final Interruption interruption;
    private final Runner runner;
    private final List<String> arguments;
    private final StartUp startUp = new StartUp();

    /** Runs another command line within this process. */
    @FunctionalInterface
    public interface Runner {
        int run(Surroundings surroundings, Interruption interruption, String... args);
    }

    /**
     * What follows from a command line.
     *
     * @param arguments as they were typed
     */
    public Invocation(
            Surroundings surroundings,
            GlobalOptions options,
            Interruption interruption,
            Runner runner,
            List<String> arguments) {
        this.surroundings = surroundings;
        this.options = options;
        this.interruption = interruption;
        this.runner = runner;
        this.arguments = List.copyOf(arguments);
    }

    /** Runs another command line as part of this one; gives its exit code. */
    public int run(Surroundings others, String... args) {
        return runner.run(others, interruption, args);
    }

    /** As they were typed, to be typed again; without {@code --insecure}, which holds for one run. */
    public List<String> arguments() {
        int end = arguments.indexOf("--");
        int options = end < 0 ? arguments.size() : end;
        return IntStream.range(0, arguments.size())
                .filter(at -> at >= options || !arguments.get(at).startsWith("--insecure"))
                .mapToObj(arguments::get)
                .toList();
    }

    public Interruption interruption() {
        return interruption;
    }

    public Waiting waiting() {
        return new Waiting(interruption);
    }

    public Surroundings surroundings() {
        return surroundings;
    }

    /** When this run came to its stages. */
    public StartUp startUp() {
        return startUp;
    }

    public GlobalOptions options() {
        return options;
    }

    /** Refuses {@code --dry-run}, for a command that has nothing but its effects. */
    public void refuseDryRun(String command) {
        if (options.dryRun()) {
            throw new TransferException(
                    Kind.INVALID, command + " --dry-run", "there is no dry run of this command; nothing was done");
        }
    }

    public Output output() {
        return new Output(surroundings.out(), surroundings.err(), options.json());
    }

    public Folders folders() {
        return Folders.of(surroundings.environment());
    }

    public ProfileChoice profile() {
        var config = options.config();
        return ProfileChoice.of(
                options.profile(), config == null ? null : surroundings.resolve(config), surroundings.environment());
    }

    public Settings settings() {
        return settings(Map.of());
    }

    /**
     * The settings of this run.
     *
     * @param flags what the command's own options say; null where an option was not given
     */
    public Settings settings(Map<Setting<?>, @Nullable String> flags) {
        Map<String, String> overrides = overrides();
        flags.forEach((setting, value) -> {
            if (value != null) {
                overrides.put(setting.key(), value);
            }
        });
        Settings settings =
                Settings.load(profile(), overrides, surroundings.environment()).insecure(options.insecure());
        startUp.reached(StartUp.Stage.PROFILE);
        return settings;
    }

    /** What the global options set, by key. */
    public Map<String, String> overrides() {
        Map<String, String> overrides = new LinkedHashMap<>(options.overrides());
        Path caFile = options.caFile();
        if (caFile != null) {
            overrides.put(Keys.CA_FILE.key(), surroundings.resolve(caFile).toString());
        }
        return overrides;
    }
}
