package org.alyxtransfer.dataset;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.TransferException.Kind;

/**
 * A relative path of a file or folder below a storage's root, with {@code /} between its elements; the root itself is
 * the empty path.
 *
 * <p>Server-supplied names are hostile until they have become a {@code FilePath}: absolute paths, {@code .} and
 * {@code ..}, empty elements, backslashes, colons (drive letters, alternate streams), control characters, characters that
 * turn the direction of text, names that end in a dot or a space (Windows drops them: two names would be one file) and
 * the device names of Windows are refused with {@link Kind#INVALID}. Case and Unicode's forms of the same letter are told
 * apart, as Linux does; where a disk does not, the second of two such files finds the name taken.
 */
public record FilePath(String value) implements Comparable<FilePath> {
    public static final FilePath ROOT = new FilePath("");

    private static final int LONGEST_NAME = 255; // bytes of one element on ext4, xfs and NTFS
    private static final Set<String> DEVICES = Set.of(
            "con",
            "conin$",
            "conout$",
            "prn",
            "aux",
            "nul",
            "com0",
            "com1",
            "com2",
            "com3",
            "com4",
            "com5",
            "com6",
            "com7",
            "com8",
            "com9",
            "com\u00b9",
            "com\u00b2",
            "com\u00b3",
            "lpt0",
            "lpt1",
            "lpt2",
            "lpt3",
            "lpt4",
            "lpt5",
            "lpt6",
            "lpt7",
            "lpt8",
            "lpt9",
            "lpt\u00b9",
            "lpt\u00b2",
            "lpt\u00b3");

    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cc}\\p{Cs}\\u2028-\\u202e\\u2066-\\u2069]");
    private static final int SHORTEST_DEVICE = 3; // characters
    private static final int LONGEST_DEVICE = 7;

    public FilePath {
        if (!value.isEmpty() && !isPlain(value)) {
            for (String element : value.split("/", -1)) {
                complaint(element).ifPresent(why -> {
                    throw new TransferException(Kind.INVALID, printable(value), "not a usable relative path: " + why);
                });
            }
        }
    }

    public static FilePath of(String value) {
        return value.isEmpty() ? ROOT : new FilePath(value);
    }

    public boolean isRoot() {
        return value.isEmpty();
    }

    public FilePath resolve(String more) {
        return resolve(of(more));
    }

    public FilePath resolve(FilePath more) {
        if (isRoot()) {
            return more;
        }
        return more.isRoot() ? this : new FilePath(value + "/" + more.value);
    }

    /** The last element; empty for the root. */
    public String name() {
        return value.substring(value.lastIndexOf('/') + 1);
    }

    /** The folder that holds this; the root is its own parent. */
    public FilePath parent() {
        int slash = value.lastIndexOf('/');
        return slash < 0 ? ROOT : new FilePath(value.substring(0, slash));
    }

    public FilePath sibling(String name) {
        return parent().resolve(name);
    }

    public List<String> elements() {
        return isRoot() ? List.of() : List.of(value.split("/"));
    }

    public boolean isBelow(FilePath folder) {
        return folder.isRoot() ? !isRoot() : value.startsWith(folder.value + "/");
    }

    /** This path relative to a folder above it. */
    public FilePath relativeTo(FilePath folder) {
        if (!isBelow(folder)) {
            throw new TransferException(Kind.INVALID, value, "is not below " + folder);
        }
        return folder.isRoot() ? this : new FilePath(value.substring(folder.value.length() + 1));
    }

    /** What a share that ignores case would compare. */
    public String caseFolded() {
        return value.toLowerCase(Locale.ROOT);
    }

    @Override
    public int compareTo(FilePath other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }

    /** True for nearly all paths, which are made by the thousand: nothing in it needs a closer look. */
    private static boolean isPlain(String value) {
        int start = 0;
        for (int i = 0; i <= value.length(); i++) {
            char c = i < value.length() ? value.charAt(i) : '/';
            if (c == '/') {
                if (!isPlain(value, start, i)) {
                    return false;
                }
                start = i + 1;
            } else if (c <= ' ' || c >= 0x7f || c == '\\' || c == ':') {
                return false;
            }
        }
        return true;
    }

    private static boolean isPlain(String value, int start, int end) {
        if (start == end || end - start > LONGEST_NAME || value.charAt(end - 1) == '.') {
            return false;
        }
        int dot = value.indexOf('.', start);
        int stem = (dot < 0 || dot > end ? end : dot) - start;
        boolean mayBeDevice =
                stem >= SHORTEST_DEVICE && stem <= LONGEST_DEVICE && "capnlCAPNL".indexOf(value.charAt(start)) >= 0;
        return !mayBeDevice
                || !DEVICES.contains(value.substring(start, start + stem).toLowerCase(Locale.ROOT));
    }

    private static Optional<String> complaint(String element) {
        if (element.isEmpty()) {
            return Optional.of("it is absolute or has an empty element");
        }
        if (element.chars().allMatch(c -> c == '.' || c == ' ')) { // Windows takes ".. " for ".."
            return Optional.of("it holds '" + element + "'");
        }
        if (element.endsWith(".") || element.endsWith(" ")) {
            return Optional.of("one of its names ends in a dot or a space, which Windows drops");
        }
        if (element.chars().anyMatch(c -> Character.isISOControl(c) || c == '\\' || c == ':')) {
            return Optional.of("it holds a backslash, a colon or a control character");
        }
        if (element.codePoints().anyMatch(FilePath::isDeceptive)) {
            return Optional.of("it holds characters that turn the direction of text, break the line or are none");
        }
        if (element.getBytes(java.nio.charset.StandardCharsets.UTF_8).length > LONGEST_NAME) {
            return Optional.of("one of its names is longer than " + LONGEST_NAME + " bytes");
        }
        String stem = element.toLowerCase(Locale.ROOT).split("\\.", 2)[0].strip(); // "con .npy" is one too
        return DEVICES.contains(stem) ? Optional.of("'" + element + "' is a device name on Windows") : Optional.empty();
    }

    /** What makes a name look like another one, or is lost on its way to a disk (half a surrogate pair becomes '?'). */
    private static boolean isDeceptive(int c) {
        return (c >= 0x202a && c <= 0x202e)
                || (c >= 0x2066 && c <= 0x2069)
                || c == 0x2028
                || c == 0x2029
                || (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }

    private static String printable(String value) {
        String shown = value.length() > 200 ? value.substring(0, 200) + "…" : value;
        return UNPRINTABLE.matcher(shown).replaceAll("?");
    }
}
