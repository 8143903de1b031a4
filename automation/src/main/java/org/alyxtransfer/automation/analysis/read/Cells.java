package org.alyxtransfer.automation.analysis.read;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** The cells of one column of a text table: numbers, as long as all of them are. */
final class Cells {
    private static final Set<String> MISSING = Set.of("", "nan", "na", "n/a", "null", "none", "<na>", "-nan");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(\\d{1,40}\\.?\\d{0,40}|\\.\\d{1,40})([eE][+-]?\\d{1,4})?");
    private static final Pattern WHOLE = Pattern.compile("[+-]?\\d{1,15}"); // a double holds them exactly
    private static final Set<String> INFINITE = Set.of("inf", "+inf", "-inf", "infinity", "-infinity");

    private final Statistics numbers = new Statistics();
    private final Statistics texts = new Statistics();
    private boolean allNumbers = true;
    private boolean allWhole = true;

    void add(String cell) {
        String value = cell.strip();
        texts.addText(isMissing(value) ? "" : value);
        if (isMissing(value)) {
            numbers.addMissing(1);
        } else if (isNumber(value)) {
            allWhole &= WHOLE.matcher(value).matches();
            numbers.add(number(value));
        } else {
            allNumbers = false;
        }
    }

    ColumnSummary summary(String name) {
        if (allNumbers) {
            return numbers.numbers(name, allWhole ? "integer" : "number", allWhole, "");
        }
        return texts.texts(name, "text", "");
    }

    static boolean isNumber(String cell) {
        String value = cell.strip();
        return NUMBER.matcher(value).matches() || INFINITE.contains(value.toLowerCase(Locale.ROOT));
    }

    /** NaN for what is no number. */
    static double number(String cell) {
        String value = cell.strip();
        if (NUMBER.matcher(value).matches()) {
            return Double.parseDouble(value);
        }
        return INFINITE.contains(value.toLowerCase(Locale.ROOT))
                ? value.startsWith("-") ? Double.NEGATIVE_INFINITY : Double.POSITIVE_INFINITY
                : Double.NaN;
    }

    private static boolean isMissing(String value) {
        return value.length() <= 4 && MISSING.contains(value.toLowerCase(Locale.ROOT));
    }
}
