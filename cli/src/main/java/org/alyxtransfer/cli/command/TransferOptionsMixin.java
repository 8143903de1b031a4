package org.alyxtransfer.cli.command;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.frame.Surroundings;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every transfer: which files, how fast, how surely, what to do about conflicts. */
final class TransferOptionsMixin {
    @Option(
            names = "--include",
            paramLabel = "GLOB",
            description = "Only files whose name (or path in the session, with a '/') is like this. May be repeated.")
    private List<String> include = new ArrayList<>();

    @Option(names = "--exclude", paramLabel = "GLOB", description = "No files like this. May be repeated.")
    private List<String> exclude = new ArrayList<>();

    @Option(
            names = "--files-from",
            paramLabel = "FILE",
            description =
                    "Only files named in it, one a line: path in the session, or from the subject on. '-': input.")
    private @Nullable Path filesFrom;

    @Option(names = "--bwlimit", paramLabel = "SPEED", description = "The most bytes a second, e.g. 50M.")
    private @Nullable String bandwidth;

    @Option(
            names = "--files-in-flight",
            paramLabel = "N",
            description = "Files that are moved at once; auto: as many as gain speed.")
    private @Nullable String filesInFlight;

    @Option(
            names = "--verify",
            paramLabel = "HOW",
            description = "auto, size, stream, read-back, or sample:N%% to read back so many of a hundred files.")
    private @Nullable String verify;

    @Option(names = "--on-conflict", paramLabel = "WHAT", description = "fail, skip, revision or replace.")
    private @Nullable String onConflict;

    @Option(names = "--job", hidden = true, description = "Continue this very job; fail when it is another's.")
    private String job = "";

    private @Nullable Set<String> read;

    /** The only job to be continued; "" for whichever it is. */
    String job() {
        return job;
    }

    /** What makes two runs one job, as far as it is told here: which files. */
    Map<String, String> identity(Surroundings surroundings) {
        Map<String, String> identity = new TreeMap<>();
        put(identity, "include", include);
        put(identity, "exclude", exclude);
        listed(surroundings).ifPresent(paths -> put(identity, "files-from", List.copyOf(new TreeSet<>(paths))));
        return identity;
    }

    private static void put(Map<String, String> identity, String name, List<String> values) {
        if (!values.isEmpty()) {
            identity.put(name, String.join("\n", values));
        }
    }

    /** What these options say in the place of the profile. */
    Map<Setting<?>, @Nullable String> overrides() {
        Map<Setting<?>, @Nullable String> flags = new HashMap<>();
        flags.put(Keys.BANDWIDTH, bandwidth == null ? null : Long.toString(bytes("--bwlimit", bandwidth)));
        flags.put(Keys.FILES_IN_FLIGHT, filesInFlight);
        flags.put(Keys.VERIFY, verify);
        flags.put(Keys.ON_CONFLICT, onConflict);
        return flags;
    }

    FileFilter filter(Surroundings surroundings) {
        return new FileFilter(include, exclude, listed(surroundings));
    }

    /** The profile's limit; 0 for none. */
    static long bandwidth(Settings settings) {
        return settings.get(Keys.BANDWIDTH);
    }

    private Optional<Set<String>> listed(Surroundings surroundings) {
        if (filesFrom == null || read != null) {
            return Optional.ofNullable(read); // standard input can be read once
        }
        try (BufferedReader lines = filesFrom.toString().equals("-")
                ? surroundings.in()
                : Files.newBufferedReader(surroundings.resolve(filesFrom))) {
            Set<String> paths = new HashSet<>();
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank()) {
                    paths.add(line.strip().replaceFirst("^\\./", ""));
                }
            }
            read = paths;
            return Optional.of(paths);
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, "--files-from " + filesFrom, "cannot be read: " + e, e);
        }
    }

    /** {@code 500K}, {@code 50M}, {@code 1G}, or plain bytes. */
    static long bytes(String option, String text) {
        String upper = text.strip().toUpperCase(Locale.ROOT);
        int shift = upper.endsWith("K") ? 10 : upper.endsWith("M") ? 20 : upper.endsWith("G") ? 30 : 0;
        String digits = shift == 0 ? upper : upper.substring(0, upper.length() - 1);
        if (!digits.matches("\\d{1,9}") && !(shift == 0 && digits.matches("\\d{1,18}"))) {
            throw new TransferException(Kind.INVALID, option + " " + text, "expected bytes, like 50M");
        }
        return Long.parseLong(digits) << shift;
    }
}
