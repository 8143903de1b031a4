package org.alyxtransfer.cli.frame;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** Options that every command takes, before or after its name. */
public final class GlobalOptions {
    @Option(
            names = "--profile",
            paramLabel = "NAME",
            scope = ScopeType.INHERIT,
            description = "The profile to use (default: 'default', or ALYX_TRANSFER_PROFILE).")
    private @Nullable String profile;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Read this profile file instead of one in the settings folder.")
    private @Nullable Path config;

    @Option(
            names = "--set",
            paramLabel = "KEY=VALUE",
            scope = ScopeType.INHERIT,
            description = "Set one key of the profile for this run; see 'config show'.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    @Option(
            names = "--ca-file",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Also trust the authorities whose certificates (PEM) are in this file; as tls.ca-file.")
    private @Nullable Path caFile;

    @Option(
            names = "--insecure",
            scope = ScopeType.INHERIT,
            description = "Don't check the certificates of https servers, in this run only. Dangerous.")
    private boolean insecure;

    @Option(
            names = "--dry-run",
            scope = ScopeType.INHERIT,
            description = "Say what would be done; write and register nothing.")
    private boolean dryRun;

    @Option(
            names = "--json",
            scope = ScopeType.INHERIT,
            preprocessor = JsonFile.class,
            description = "Print one JSON object a line, for programs.")
    private boolean json;

    @Option(
            names = {"-v", "--verbose"},
            scope = ScopeType.INHERIT,
            description = "Say more; twice: also what libraries log, and stack traces.")
    private boolean[] verbose = new boolean[0];

    @Option(names = "--no-progress", scope = ScopeType.INHERIT, description = "No live display, only lines.")
    private boolean noProgress;

    public @Nullable String profile() {
        return profile;
    }

    public @Nullable Path config() {
        return config;
    }

    public Map<String, String> overrides() {
        return overrides;
    }

    public @Nullable Path caFile() {
        return caFile;
    }

    public boolean insecure() {
        return insecure;
    }

    public boolean dryRun() {
        return dryRun;
    }

    public boolean json() {
        return json;
    }

    public int verbosity() {
        return verbose.length;
    }

    public boolean noProgress() {
        return noProgress;
    }
}
