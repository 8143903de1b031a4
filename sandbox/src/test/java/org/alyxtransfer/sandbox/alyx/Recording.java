package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** One recorded call of a real Alyx. */
record Recording(String name, JsonNode request, JsonNode response) {
    private static final Pattern CUT = Pattern.compile("\\.\\.\\. (\\d+) in all");

    /** Users other than admin; the recordings have their tokens blackened. */
    private static final Map<String, String> USERS = Map.of(
            "15-public-user-get", "public_user",
            "16-public-user-post", "public_user",
            "50-session-create-by-normal-user", "alyx_user",
            "158-register-public-user", "public_user",
            "318-dataset-type-normal-user-create", "alyx_user",
            "366-session-patch-normal-user-other-session", "alyx_user",
            "367-dataset-delete-normal-user", "alyx_user");

    /** In the order in which the calls were made: those of 395 to 399 came before 366, as their times say. */
    static List<Recording> all() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src/test/resources/recordings"))) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .map(Recording::read)
                    .sorted(Comparator.comparingDouble(Recording::order))
                    .toList();
        }
    }

    int number() {
        return Integer.parseInt(name.substring(0, name.indexOf('-')));
    }

    String user() {
        return USERS.getOrDefault(name, "admin");
    }

    String path() {
        return request.path("path").asText();
    }

    private double order() {
        return number() >= 395 && number() <= 399 ? 365 + (number() - 394) / 10.0 : number();
    }

    private static Recording read(Path file) {
        try {
            JsonNode tree = Json.parse(Files.readAllBytes(file));
            if (tree.path("request").path("body") instanceof ObjectNode body) {
                expand(body);
            }
            return new Recording(tree.path("name").asText(), tree.path("request"), tree.path("response"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read the recording " + file, e);
        }
    }

    /** Long lists were cut when they were recorded; their rule is known. */
    private static void expand(ObjectNode body) {
        int count = 0;
        for (JsonNode item : body.path("filenames")) {
            Matcher cut = CUT.matcher(item.asText());
            count = cut.matches() ? Integer.parseInt(cut.group(1)) : count;
        }
        if (count == 0) {
            return;
        }
        ArrayNode names = body.putArray("filenames");
        ArrayNode hashes = body.putArray("hashes");
        ArrayNode sizes = body.putArray("filesizes");
        ArrayNode versions = body.putArray("versions");
        for (int i = 0; i < count; i++) {
            String name = "coll%05d/trials.table.pqt".formatted(i);
            names.add(name);
            hashes.add(md5(name));
            sizes.add(i);
            versions.add("1.0");
        }
    }

    private static String md5(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
