package org.alyxtransfer.automation.report.mail;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/** Makes names and output of unknown origin fit for headers, text and HTML, and times fit for people. */
final class PlainWords {
    private static final Pattern TERMINAL_CODES =
            Pattern.compile("\u001B(\\[[0-?]*[ -/]*[@-~]|\\][^\u0007\u001B]*\u0007?|.)?");
    private static final Pattern CONTROLS = Pattern.compile("[\\p{Cntrl}&&[^\n\t]]");
    private static final Pattern BREAKS = Pattern.compile("[\\p{Cntrl}\u0085\u2028\u2029]+");
    // Turn the direction of reading or hide; a name could pose as another with them.
    private static final Pattern DECEIVING = Pattern.compile("[\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF]");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PlainWords() {}

    /** On one line, of so many characters at most. */
    static String line(String text, int most) {
        String line = DECEIVING
                .matcher(BREAKS.matcher(text).replaceAll(" "))
                .replaceAll("")
                .strip();
        return line.codePointCount(0, line.length()) <= most
                ? line
                : line.substring(0, line.offsetByCodePoints(0, most - 1)) + "…";
    }

    /** Lines as they were, without what moves a terminal's cursor or colours its text. */
    static String lines(String text) {
        String readable = TERMINAL_CODES
                .matcher(text.replace("\r\n", "\n").replace('\r', '\n'))
                .replaceAll("");
        return CONTROLS.matcher(readable).replaceAll("").stripTrailing();
    }

    static String html(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> safe.append("&amp;");
                case '<' -> safe.append("&lt;");
                case '>' -> safe.append("&gt;");
                case '"' -> safe.append("&quot;");
                case '\'' -> safe.append("&#39;");
                default -> safe.append(c);
            }
        }
        return safe.toString();
    }

    static String time(Instant time) {
        return TIME.format(time);
    }
}
