package org.alyxtransfer.cli.config;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where this program keeps things of the user.
 *
 * @param settings profiles
 * @param state what a later run needs: journals, a running sandbox
 */
public record Folders(Path settings, Path state) {
    private static final String NAME = "alyx-transfer";

    /** The folders of XDG's base directory specification; below %APPDATA% and %LOCALAPPDATA% on Windows. */
    public static Folders of(Map<String, String> environment) {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        Path home = Path.of(environment.getOrDefault("HOME", System.getProperty("user.home", ".")));
        if (system.startsWith("windows")) {
            Path roaming =
                    folder(environment, "APPDATA", home.resolve("AppData").resolve("Roaming"));
            Path local =
                    folder(environment, "LOCALAPPDATA", home.resolve("AppData").resolve("Local"));
            return new Folders(roaming.resolve(NAME), local.resolve(NAME));
        }
        return new Folders(
                folder(environment, "XDG_CONFIG_HOME", home.resolve(".config")).resolve(NAME),
                folder(environment, "XDG_STATE_HOME", home.resolve(".local").resolve("state"))
                        .resolve(NAME));
    }

    public Path profile(String name) {
        return settings.resolve(name + ".yaml");
    }

    /** XDG says that a relative path is to be ignored. */
    private static Path folder(Map<String, String> environment, String variable, Path otherwise) {
        String value = environment.getOrDefault(variable, "");
        return !value.isEmpty() && Path.of(value).isAbsolute() ? Path.of(value) : otherwise;
    }
}
