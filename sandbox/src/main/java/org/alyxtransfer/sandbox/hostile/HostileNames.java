package org.alyxtransfer.sandbox.hostile;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Random;

/** Paths and addresses as a hostile server might name them: a written corpus, and endless variations. */
public final class HostileNames {
    private static final int MOST_PARTS = 4;
    private static final int NESTED = 300;

    private static final List<String> PARTS = List.of(
            ("/ / / / // . .. ... a b ab A B alf spikes.times.npy trials.table.pqt #2023-01-01# # %2e%2e%2f %00 % ? * ~ $ @ ;"
                            + " \\ ..\\ \\\\server\\share : C: C:\\ ::$DATA :stream con NUL Aux.npy com1 lpt9.x conin$ CLOCK$"
                            + " link-out link-file link-loop link-dangling .at-0123456789abcdef0123.part .alyx-lease"
                            + " /etc/passwd ../../../../../../../../tmp/ file:/// http:// https://evil.example.org/ //evil/"
                            + " ?x=y #frag ~root")
                    .split(" "));

    private static final List<String> ODD = List.of(
            " ",
            ". ",
            ".. ",
            "\0",
            "\n",
            "\r",
            "\t",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u009b31m", // controls
            "\u202e",
            "\u2066",
            "\u200f",
            "\u200d",
            "\ufeff",
            "\u2028",
            "\ud800",
            "\udfff",
            "\uffff", // invisible or none
            "\u00e9",
            "e\u0301",
            "\u00c5",
            "\u212b",
            "\ufb01",
            "\u0130",
            "\u0131",
            "\u00df",
            "\u1e9e",
            "\uff0e\uff0e\uff0f",
            "\u2024\u2024\u2215",
            "\u65e5\u672c",
            "\ud83d\ude00",
            "com\u00b9",
            "LPT\u00b3.npy", // twins and devices
            "x".repeat(255),
            "x".repeat(256),
            "\u00e9".repeat(128),
            "x/".repeat(NESTED),
            "../".repeat(NESTED));

    /** A line of the corpus: a relative path that may be used as it is, or one that must be refused. */
    public record Written(boolean usable, String text) {}

    private HostileNames() {}

    /** All lines of {@code hostile/names.txt}. */
    public static List<Written> corpus() {
        List<Written> all = new ArrayList<>();
        try (InputStream bytes = HostileNames.class.getResourceAsStream("/hostile/names.txt");
                BufferedReader lines = new BufferedReader(
                        new InputStreamReader(Objects.requireNonNull(bytes), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                if (!line.isBlank() && !line.startsWith("#")) {
                    String[] parts = line.split(" ", 2);
                    all.add(new Written(parts[0].equals("usable"), unescaped(parts[1])));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return all;
    }

    /** Reads the corpus, which no event loop may be the first to do. */
    public static void load() {
        Objects.requireNonNull(Holder.CORPUS);
    }

    /** A path that is harmless, or looks so, or doesn't. */
    public static String path(Random random) {
        if (random.nextInt(4) == 0) {
            List<Written> written = Holder.CORPUS;
            String text = written.get(random.nextInt(written.size())).text();
            return random.nextBoolean() ? text : spoiled(text, random);
        }
        StringBuilder path = new StringBuilder();
        for (int parts = 1 + random.nextInt(MOST_PARTS); parts > 0; parts--) {
            List<String> from = random.nextInt(8) == 0 ? ODD : PARTS;
            path.append(from.get(random.nextInt(from.size())));
            if (random.nextBoolean() && parts > 1) {
                path.append('/');
            }
        }
        return random.nextInt(3) == 0 ? spoiled(path.toString(), random) : path.toString();
    }

    /** The same, as one element of a path: without any slash. */
    public static String name(Random random) {
        String name = path(random).replace("/", "");
        return name.length() > 400 ? name.substring(0, 400) : name;
    }

    private static String spoiled(String text, Random random) {
        StringBuilder spoiled = new StringBuilder(text);
        int at = random.nextInt(text.length() + 1);
        switch (random.nextInt(6)) {
            case 0 -> spoiled.insert(at, (char) random.nextInt(0x10000));
            case 1 -> spoiled.insert(at, (char) random.nextInt(0x100));
            case 2 -> spoiled.setLength(at);
            case 3 -> {
                return Normalizer.normalize(text, random.nextBoolean() ? Normalizer.Form.NFD : Normalizer.Form.NFKC);
            }
            case 4 -> {
                return random.nextBoolean() ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
            }
            default -> spoiled.insert(at, ODD.get(random.nextInt(ODD.size())));
        }
        return spoiled.toString();
    }

    /** Reads {@code \\u0041} and {@code \\x{41*300}}: the code unit 41, three hundred times. */
    private static String unescaped(String line) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < line.length(); i++) {
            if (line.startsWith("\\u", i)) {
                text.append((char) Integer.parseInt(line.substring(i + 2, i + 6), 16));
                i += 5;
            } else if (line.startsWith("\\x{", i)) {
                int end = line.indexOf('}', i);
                String[] parts = line.substring(i + 3, end).split("\\*");
                text.append(Character.toString(Integer.parseInt(parts[0], 16)).repeat(Integer.parseInt(parts[1])));
                i = end;
            } else {
                text.append(line.charAt(i));
            }
        }
        return text.toString();
    }

    private static final class Holder {
        static final List<Written> CORPUS = corpus();
    }
}
