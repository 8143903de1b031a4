package org.alyxtransfer.cli.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** Changes single values of a profile and leaves the rest as it was typed, comments too. */
public final class ProfileEditor {
    private static final Pattern SECTION = Pattern.compile("([A-Za-z][\\w-]*):\\s*(#.*)?");
    private static final Pattern VALUE =
            Pattern.compile("(\\s+)([\\w-]+):(\\s*)(\"(?:[^\"\\\\]|\\\\.)*\"|'(?:[^']|'')*'|.*?)(\\s+#.*)?");

    private final List<String> lines;

    private ProfileEditor(List<String> lines) {
        this.lines = new ArrayList<>(lines);
    }

    /**
     * Sets plain values (numbers and words) by dotted key. The file is read back before it takes the place of the old one;
     * fails with {@code INVALID} and changes nothing where it is written in a way that this can't edit.
     */
    public static void set(Path file, Map<String, String> values) throws IOException {
        Map<String, String> wanted = texts(file);
        wanted.putAll(values);
        ProfileEditor editor = new ProfileEditor(Files.readAllLines(file));
        values.forEach(editor::set);
        String text = String.join("\n", editor.lines) + "\n";
        Path place = file.toRealPath();
        Path trial = place.resolveSibling("." + place.getFileName() + ".edited");
        try {
            Privacy.write(trial, text);
            if (!texts(trial).equals(wanted)) {
                throw byHand(file, values);
            }
        } catch (TransferException e) {
            throw byHand(file, values);
        } finally {
            Files.deleteIfExists(trial);
        }
        Privacy.write(place, text);
    }

    private static TransferException byHand(Path file, Map<String, String> values) {
        String all = values.entrySet().stream()
                .map(value -> value.getKey() + ": " + value.getValue())
                .collect(Collectors.joining(", "));
        return new TransferException(
                Kind.INVALID, file.toString(), "is not written the way that can be edited here; please set " + all);
    }

    private static Map<String, String> texts(Path file) {
        Map<String, String> texts = new HashMap<>();
        ProfileFile.read(file).forEach((key, entry) -> texts.put(key, entry.text()));
        return texts;
    }

    private void set(String key, String value) {
        String section = key.substring(0, key.indexOf('.'));
        String name = key.substring(section.length() + 1);
        int start = sectionStart(section);
        if (start < 0) {
            lines.add(section + ":");
            lines.add("  " + name + ": " + value);
            return;
        }
        String indent = "  ";
        int last = start;
        for (int i = start + 1; i < lines.size() && !isSection(lines.get(i)); i++) {
            Matcher line = VALUE.matcher(lines.get(i));
            if (line.matches()) {
                last = i;
                indent = line.group(1);
                if (line.group(2).equals(name)) {
                    String comment = line.group(5) == null ? "" : line.group(5);
                    lines.set(i, indent + name + ": " + value + comment);
                    return;
                }
            }
        }
        lines.add(last + 1, indent + name + ": " + value);
    }

    private int sectionStart(String section) {
        for (int i = 0; i < lines.size(); i++) {
            Matcher line = SECTION.matcher(lines.get(i));
            if (line.matches() && line.group(1).equals(section)) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSection(String line) {
        return !line.isBlank() && !Character.isWhitespace(line.charAt(0)) && line.charAt(0) != '#';
    }
}
