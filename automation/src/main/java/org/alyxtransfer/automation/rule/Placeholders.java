package org.alyxtransfer.automation.rule;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.dataset.Similar;

/** The words in braces that stand for a run's folders and names. */
public final class Placeholders {
    /** All that there are. */
    public static final List<String> NAMES = List.of(
            "session_folder", "output_folder", "subject", "date", "number", "session_id", "lab", "rule", "run_id");

    private static final Pattern WORD = Pattern.compile("\\{([a-z_]+)}");

    private Placeholders() {}

    /** Each value goes in as it is and is not looked at again: a name cannot smuggle in a placeholder. */
    public static String fill(String text, Map<String, String> values) {
        return WORD.matcher(text)
                .replaceAll(word -> Matcher.quoteReplacement(values.getOrDefault(word.group(1), word.group())));
    }

    /** What is wrong with the placeholders of a text. */
    static Optional<String> complaint(String text) {
        return WORD.matcher(text)
                .results()
                .map(word -> word.group(1))
                .filter(name -> !NAMES.contains(name))
                .findFirst()
                .map(name -> "there is no placeholder {" + name + "}"
                        + Similar.nearest(name, NAMES)
                                .map(near -> "; did you mean {" + near + "}?")
                                .orElse("; there are: " + String.join(", ", NAMES)));
    }
}
