package org.alyxtransfer.cli.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.cli.config.Origin.Source;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** Reads a profile: YAML sections of keys, each value with the line that it stands on. */
final class ProfileFile {
    private static final YAMLFactory YAML = YAMLFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private static final int LARGEST =
            64 << 10; // bytes; what reads YAML allocates hundreds of times as much for a hostile one

    /** A value and where it stands. */
    record Entry(String text, Origin origin) {}

    private ProfileFile() {}

    /** The file's values by dotted key, in its order. Fails with {@code INVALID} naming file and line. */
    static Map<String, Entry> read(Path file) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        try (JsonParser parser = YAML.createParser(bytes(file))) {
            readEntries(parser, file, entries);
        } catch (NoSuchFileException e) {
            throw new TransferException(Kind.INVALID, file.toString(), "there is no such profile");
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw new TransferException(
                    Kind.INVALID,
                    file + ":" + line,
                    "this profile is not complete YAML (" + firstLine(e.getOriginalMessage())
                            + "); it may be half-written. Mend this line, or write it anew with 'alyx-transfer setup'");
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, file.toString(), "cannot be read: " + e.getMessage(), e);
        }
        refuseIfOthersMayReadSecrets(file, entries);
        return entries;
    }

    private static byte[] bytes(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new TransferException(
                        Kind.INVALID, file.toString(), "is larger than " + LARGEST + " bytes; is it a profile?");
            }
            return bytes;
        }
    }

    private static void readEntries(JsonParser parser, Path file, Map<String, Entry> entries) throws IOException {
        Deque<String> path = new ArrayDeque<>();
        JsonToken token = parser.nextToken();
        if (token == null || token == JsonToken.VALUE_NULL) {
            return;
        }
        if (token != JsonToken.START_OBJECT) {
            throw wrong(file, parser, "expected sections of keys, like 'alyx:' with 'url: …' below it");
        }
        String name = "";
        for (token = parser.nextToken(); token != null; token = parser.nextToken()) {
            switch (token) {
                case FIELD_NAME -> name = parser.currentName();
                case START_OBJECT -> path.addLast(name);
                case END_OBJECT -> path.pollLast();
                case START_ARRAY -> throw wrong(file, parser, "'" + dotted(path, name) + "' takes one value, no list");
                case VALUE_NULL -> check(file, parser, dotted(path, name));
                default -> {
                    String key = dotted(path, name);
                    check(file, parser, key);
                    entries.put(key, new Entry(parser.getText(), origin(file, parser)));
                }
            }
        }
    }

    private static void check(Path file, JsonParser parser, String key) {
        if (Keys.find(key).isEmpty() && !Keys.isSection(key)) {
            throw wrong(file, parser, Keys.unknown(key));
        }
    }

    /** Anyone who can read a profile with a password in it could act in its owner's name. */
    private static void refuseIfOthersMayReadSecrets(Path file, Map<String, Entry> entries) {
        boolean secrets = entries.keySet().stream()
                .flatMap(key -> Keys.find(key).stream())
                .anyMatch(Setting::secret);
        if (secrets) {
            Privacy.requirePrivate(file);
        }
    }

    private static String dotted(Deque<String> path, @Nullable String name) {
        String last = name == null ? "" : name;
        return path.isEmpty() ? last : String.join(".", path) + "." + last;
    }

    private static Origin origin(Path file, JsonParser parser) {
        return new Origin(
                Source.PROFILE, file + ":" + parser.currentTokenLocation().getLineNr());
    }

    private static TransferException wrong(Path file, JsonParser parser, String why) {
        return new TransferException(
                Kind.INVALID, file + ":" + parser.currentTokenLocation().getLineNr(), why);
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("").strip();
    }
}
