package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds the one dataset type that a file's name belongs to. */
final class TypeMatcher {
    private static final Pattern ALF = Pattern.compile("(?:_[a-zA-Z0-9]+_)?(?<object>\\w+)"
            + "\\.(?<attribute>(?:_[a-z]+_)?[a-zA-Z0-9]+(?:_times(?=[_.])|_intervals(?=[_.]))?)"
            + "(?:_\\w+)?(?:\\.[.\\w-]+)?\\.\\w+");

    private final Table types;
    private final Map<String, Pattern> compiled = new HashMap<>();

    TypeMatcher(Table types) {
        this.types = types;
    }

    /** Fails as the real server does when there is none, or more than one. */
    String typeOf(String name) {
        String plain = plainName(name);
        List<String> found = types.rows().stream()
                .filter(type -> isTypeOf(type, name, plain))
                .map(type -> type.path("name").asText())
                .toList();
        if (found.isEmpty()) {
            throw Refusal.uncaught("No dataset type found for filename \"" + name + "\"");
        }
        if (found.size() > 1) {
            String all =
                    found.stream().map(type -> "<DatasetType " + type + ">").collect(Collectors.joining(", "));
            throw Refusal.uncaught("Multiple matching dataset types found for filename \"" + name + "\": \n" + all);
        }
        return found.get(0);
    }

    private boolean isTypeOf(ObjectNode type, String name, String plain) {
        String pattern = Json.textOf(type, "filename_pattern");
        if (pattern == null || pattern.isEmpty()) {
            return type.path("name").asText().equals(plain);
        }
        return compiled.computeIfAbsent(pattern, TypeMatcher::wildcard)
                .matcher(name.toLowerCase(Locale.ROOT))
                .matches();
    }

    /** Object and attribute of an ALF name, without namespace and timescale; of another name what is before its extension. */
    static String plainName(String name) {
        Matcher alf = ALF.matcher(name);
        if (alf.matches()) {
            return alf.group("object") + "." + alf.group("attribute");
        }
        int dot = name.lastIndexOf('.');
        return dot <= 0 ? name : name.substring(0, dot);
    }

    private static Pattern wildcard(String glob) {
        StringBuilder regex = new StringBuilder();
        for (char c : glob.toLowerCase(Locale.ROOT).toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                case '[', ']' -> regex.append(c);
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return Pattern.compile(regex.toString(), Pattern.DOTALL);
    }
}
