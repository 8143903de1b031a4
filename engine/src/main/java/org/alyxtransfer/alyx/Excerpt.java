package org.alyxtransfer.alyx;

import java.nio.charset.StandardCharsets;

/** A short printable piece of what a server sent, fit for an error's text. */
final class Excerpt {
    private static final int LONGEST = 300;

    private Excerpt() {}

    static String of(String text) {
        String start = text.length() > 4 * LONGEST ? text.substring(0, 4 * LONGEST) : text;
        String printable = start.replaceAll("[\\p{Cntrl}\\p{Cf}\\s]+", " ").strip();
        if (printable.length() <= LONGEST) {
            return printable.isEmpty() ? "nothing" : printable;
        }
        return printable.substring(0, LONGEST) + "…";
    }

    static String of(byte[] body) {
        return of(new String(body, 0, Math.min(body.length, 4 * LONGEST), StandardCharsets.UTF_8));
    }
}
