package org.alyxtransfer.dataset;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The parts of an ALF file name, {@code [_namespace_]object.attribute[_timescale][.extra].extension}; namespace,
 * timescale and extra are "" where absent.
 *
 * <p>Source: the ALF specification of ONE. A file name of another form is no error: {@link #parse} is empty then.
 */
public record AlfName(
        String namespace, String object, String attribute, String timescale, String extra, String extension) {
    private static final Pattern FORM = Pattern.compile(
            "(?:_(?<namespace>[A-Za-z0-9]+)_)?(?<object>[A-Za-z0-9_]+?)\\.(?<attribute>[A-Za-z0-9]+(?:_times|_intervals)?)"
                    + "(?:_(?<timescale>[A-Za-z0-9_]+))?(?:\\.(?<extra>[A-Za-z0-9_.-]+))?\\.(?<extension>[A-Za-z0-9]+)");

    public static Optional<AlfName> parse(String filename) {
        Matcher matcher = FORM.matcher(filename);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new AlfName(
                orEmpty(matcher, "namespace"),
                matcher.group("object"),
                matcher.group("attribute"),
                orEmpty(matcher, "timescale"),
                orEmpty(matcher, "extra"),
                matcher.group("extension")));
    }

    /** The name that an Alyx dataset type without a pattern must have to match, {@code object.attribute}. */
    public String typeName() {
        return object + "." + attribute;
    }

    private static String orEmpty(Matcher matcher, String group) {
        String found = matcher.group(group);
        return found == null ? "" : found;
    }
}
