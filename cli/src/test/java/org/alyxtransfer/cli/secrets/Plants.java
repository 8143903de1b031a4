package org.alyxtransfer.cli.secrets;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What must not be found, by what it is called here. */
final class Plants {
    private final Map<String, String> forms = new LinkedHashMap<>();

    /** Also forbids the header that carries it in HTTP Basic authentication. */
    Plants plant(String name, String user, String secret) {
        forms.put(name, secret);
        forms.put(name + " in a header", base64(user + ":" + secret));
        forms.put(name + " in base64", base64(secret));
        return this;
    }

    /** The names of those that the text holds. */
    List<String> in(String text) {
        return forms.entrySet().stream()
                .filter(form -> text.contains(form.getValue()))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Each file below the folder that holds some, with their names. */
    Map<Path, List<String>> below(Path folder) throws IOException {
        Map<Path, List<String>> found = new LinkedHashMap<>();
        for (Path file : files(folder)) {
            List<String> here = in(Files.readString(file, StandardCharsets.ISO_8859_1));
            if (!here.isEmpty()) {
                found.put(file, here);
            }
        }
        return found;
    }

    static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).toList();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
