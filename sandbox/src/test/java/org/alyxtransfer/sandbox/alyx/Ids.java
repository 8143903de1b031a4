package org.alyxtransfer.sandbox.alyx;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which recorded id is which of the stand-in's; learnt from its answers. */
final class Ids {
    private static final Pattern UUID = Pattern.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}");

    private final Map<String, String> actual = new LinkedHashMap<>();
    private final Map<String, String> recorded = new LinkedHashMap<>();

    void bind(String recordedId, String actualId) {
        actual.put(recordedId, actualId);
        recorded.put(actualId, recordedId);
    }

    /** A recorded text with the ids known so far replaced. */
    String rewritten(String text) {
        return UUID.matcher(text).replaceAll(id -> actual.getOrDefault(id.group(), id.group()));
    }

    /** Whether a text is the recorded one but for ids; ids met for the first time are bound. */
    boolean matches(String recordedText, String actualText) {
        if (!UUID.matcher(recordedText)
                .replaceAll("ID")
                .equals(UUID.matcher(actualText).replaceAll("ID"))) {
            return false;
        }
        Matcher before = UUID.matcher(recordedText);
        Matcher now = UUID.matcher(actualText);
        Map<String, String> fresh = new LinkedHashMap<>();
        while (before.find() && now.find()) {
            String known = actual.getOrDefault(before.group(), fresh.get(before.group()));
            boolean isFresh = known == null && !recorded.containsKey(now.group());
            if (isFresh) {
                fresh.put(before.group(), now.group());
            } else if (!now.group().equals(known)
                    && !(known == null && before.group().equals(now.group()))) {
                return false;
            }
        }
        fresh.forEach(this::bind);
        return true;
    }

    Ids copy() {
        Ids copy = new Ids();
        copy.actual.putAll(actual);
        copy.recorded.putAll(recorded);
        return copy;
    }

    void takeOver(Ids other) {
        actual.putAll(other.actual);
        recorded.putAll(other.recorded);
    }
}
