package org.alyxtransfer.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * One row group of the report: which files go which way, under which protection.
 *
 * <p>Uploads are named {@code medium-unsigned}, {@code large-signed}, …; downloads from a web server {@code
 * download-small}, …; reading a share {@code download-large-encrypted}, …. {@code medium-signed~10ms} goes over a line with
 * that round trip.
 */
record Scenario(Direction direction, FileSet files, Protection protection, Duration roundTrip) {
    /** Uploads go to a Samba share, downloads come from nginx, fetches from a Samba share to nowhere. */
    enum Direction {
        UPLOAD,
        DOWNLOAD,
        FETCH
    }

    private static final String DOWNLOAD = "download-";
    private static final String OVER = "~";

    /** What runs when nobody asks for certain cases. */
    static final List<String> USUAL = List.of(
            "medium-unsigned",
            "large-unsigned",
            "small-unsigned",
            "download-medium",
            "download-large",
            "download-small");

    /** In the place of names: the whole matrix. */
    private static final String ALL = "all";

    private static final List<String> SETS = List.of("tiny", "small", "mixed", "medium", "large");
    private static final List<String> LINES = List.of("", "~1ms", "~10ms", "~50ms");

    /**
     * The names of the whole matrix: uploads to a share, reads of a share, downloads from a web server; each set of files, each
     * protection, each round trip.
     */
    static List<String> matrix() {
        List<String> protections = Arrays.stream(Protection.values())
                .map(protection -> "-" + protection.word())
                .toList();
        List<String> names = new ArrayList<>();
        for (String set : SETS) {
            for (String line : LINES) {
                protections.forEach(protection -> names.add(set + protection + line));
                protections.forEach(protection -> names.add(DOWNLOAD + set + protection + line));
                names.add(DOWNLOAD + set + line);
            }
        }
        return names;
    }

    /** Over loopback. */
    Scenario(Direction direction, FileSet files, Protection protection) {
        this(direction, files, protection, Duration.ZERO);
    }

    String name() {
        return roundTrip.isZero() ? loopbackName() : loopbackName() + OVER + roundTrip.toMillis() + "ms";
    }

    private String loopbackName() {
        return switch (direction) {
            case UPLOAD -> files.name() + "-" + protection.word();
            case DOWNLOAD -> DOWNLOAD + files.name();
            case FETCH -> DOWNLOAD + files.name() + "-" + protection.word();
        };
    }

    /** Those of these names; {@code all} is the whole matrix. */
    static List<Scenario> all(List<String> names, Map<String, FileSet> sets) {
        return names.stream()
                .flatMap(name -> name.equals(ALL) ? matrix().stream() : Stream.of(name))
                .map(name -> parse(name, sets))
                .toList();
    }

    /** Finds the scenario of a name; the sets are looked up by {@code small}, {@code medium}, {@code large}, …. */
    static Scenario parse(String name, Map<String, FileSet> sets) {
        int over = name.indexOf(OVER);
        if (over < 0) {
            return onLoopback(name, sets);
        }
        String trip = name.substring(over + 1);
        if (!trip.matches("[1-9]\\d{0,3}ms")) {
            throw unknown(name);
        }
        Scenario near = onLoopback(name.substring(0, over), sets);
        Duration roundTrip = Duration.ofMillis(Long.parseLong(trip.substring(0, trip.length() - 2)));
        return new Scenario(near.direction(), near.files(), near.protection(), roundTrip);
    }

    private static Scenario onLoopback(String name, Map<String, FileSet> sets) {
        boolean download = name.startsWith(DOWNLOAD);
        String rest = download ? name.substring(DOWNLOAD.length()) : name;
        int dash = rest.lastIndexOf('-');
        if (download && dash < 0) {
            return new Scenario(Direction.DOWNLOAD, set(name, rest, sets), Protection.UNSIGNED);
        }
        return Arrays.stream(Protection.values())
                .filter(protection -> rest.substring(dash + 1).equals(protection.word()))
                .findFirst()
                .map(protection -> new Scenario(
                        download ? Direction.FETCH : Direction.UPLOAD,
                        set(name, rest.substring(0, Math.max(0, dash)), sets),
                        protection))
                .orElseThrow(() -> unknown(name));
    }

    private static FileSet set(String name, String set, Map<String, FileSet> sets) {
        FileSet files = sets.get(set);
        if (files == null) {
            throw unknown(name);
        }
        return files;
    }

    private static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "There is no case '" + name
                        + "'; cases are [download-]SET-(unsigned|signed|encrypted) and download-SET, where SET is tiny, small, medium,"
                        + " large or mixed, each with ~10ms behind it for a line with that round trip; 'all' is the whole matrix");
    }
}
