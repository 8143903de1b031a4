package org.alyxtransfer.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;

/**
 * One thing that is varied, everything else being left as it is.
 *
 * @param mayRecommend false where a faster value is a less safe one: what it costs is told, no more
 * @param values the settings of each value, by key
 */
public record Sweep(String name, boolean mayRecommend, List<Map<String, String>> values) {
    static final Set<String> NAMES = Set.of("files", "connections", "chunk", "ranges", "protection");

    /** What files go to or come from, as far as it decides which settings matter. */
    enum Target {
        FOLDER,
        SHARE,
        /** A share that client jcifs speaks to. */
        JCIFS_SHARE;

        boolean isShare() {
            return this != FOLDER;
        }

        static Target of(String storage, String client) {
            return !storage.startsWith("smb:") ? FOLDER : client.equals("jcifs") ? JCIFS_SHARE : SHARE;
        }
    }

    /** Those that matter for this mode, of those that were asked for. */
    static List<Sweep> of(Mode mode, Target target, boolean http, Set<String> wanted) {
        boolean share = target.isShare();
        boolean fetches = mode == Mode.DOWNLOAD && http;
        Stream<Sweep> all = Stream.of(
                vary("files", Keys.FILES_IN_FLIGHT, "auto", "2", "8", "32"),
                fetches
                        ? vary("connections", Keys.HTTP_CONNECTIONS, "4", "16", "64")
                        : vary(
                                "connections",
                                target == Target.JCIFS_SHARE ? Keys.SMB_LANES : Keys.SMB_CONNECTIONS,
                                "1",
                                "2",
                                "4",
                                "8"),
                vary("chunk", Keys.SMB_CHUNK, "262144", "1048576", "4194304"),
                vary("ranges", Keys.HTTP_RANGES, "1", "4", "8"),
                new Sweep(
                        "protection",
                        false,
                        List.of(
                                protection("off", "if-required"),
                                protection("required", "if-required"),
                                protection("required", "required"))));
        return all.filter(sweep -> wanted.contains(sweep.name()))
                .filter(sweep -> switch (sweep.name()) {
                    case "ranges" -> fetches;
                    case "chunk" -> target == Target.SHARE && mode != Mode.DOWNLOAD;
                    case "protection" -> share && !fetches;
                    case "connections" -> share || fetches;
                    default -> true;
                })
                .toList();
    }

    /** {@code connections=4}, as tables show it. */
    static String shown(Map<String, String> settings) {
        return settings.isEmpty()
                ? "as set"
                : settings.entrySet().stream()
                        .map(entry -> entry.getKey().replaceFirst("^[a-z]+\\.", "") + "=" + entry.getValue())
                        .collect(Collectors.joining(" "));
    }

    /** The names that were asked for; fails with {@code IllegalArgumentException}. */
    public static Set<String> parse(List<String> names) {
        Set<String> wanted =
                names.stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        if (wanted.contains("all")) {
            return NAMES;
        }
        if (!NAMES.containsAll(wanted)) {
            throw new IllegalArgumentException("expected all or some of "
                    + String.join(", ", NAMES.stream().sorted().toList()));
        }
        return wanted;
    }

    private static Sweep vary(String name, Setting<?> key, String... values) {
        return new Sweep(
                name,
                true,
                Stream.of(values).map(value -> Map.of(key.key(), value)).toList());
    }

    private static Map<String, String> protection(String signing, String encryption) {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put(Keys.SMB_SIGNING.key(), signing);
        settings.put(Keys.SMB_ENCRYPTION.key(), encryption);
        return settings;
    }
}
