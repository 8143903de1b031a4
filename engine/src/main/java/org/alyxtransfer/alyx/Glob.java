package org.alyxtransfer.alyx;

import java.util.Locale;

/**
 * The wildcards of Alyx's file name patterns: {@code *}, {@code ?}, {@code [abc]}, {@code [!a-z]}; case is ignored.
 *
 * <p>Takes time proportional to pattern times name at worst: a server's pattern cannot make it hang, as it could with a
 * regular expression.
 */
final class Glob {
    private final String pattern;

    Glob(String pattern) {
        this.pattern = pattern.toLowerCase(Locale.ROOT);
    }

    boolean matches(String name) {
        String text = name.toLowerCase(Locale.ROOT);
        int at = 0;
        int p = 0;
        int star = -1;
        int resume = 0;
        while (at < text.length()) {
            int width = p < pattern.length() && pattern.charAt(p) != '*' ? width(p) : 0;
            if (width > 0 && accepts(p, width, text.charAt(at))) {
                p += width;
                at++;
            } else if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = at;
            } else if (star >= 0) {
                p = star + 1; // let the last star take one more
                at = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    /** How many characters of the pattern stand for one of the name. */
    private int width(int p) {
        if (pattern.charAt(p) != '[') {
            return 1;
        }
        int first = p + 1 < pattern.length() && pattern.charAt(p + 1) == '!' ? p + 2 : p + 1;
        int end = pattern.indexOf(']', first + 1); // a ']' right at the start belongs to the set
        return end < 0 ? 1 : end - p + 1;
    }

    private boolean accepts(int p, int width, char c) {
        char wanted = pattern.charAt(p);
        if (width == 1) {
            return wanted == '?' || wanted == c;
        }
        boolean negated = pattern.charAt(p + 1) == '!';
        boolean found = false;
        int end = p + width - 1;
        for (int i = p + (negated ? 2 : 1); i < end; i++) {
            if (i + 2 < end && pattern.charAt(i + 1) == '-') {
                found |= pattern.charAt(i) <= c && c <= pattern.charAt(i + 2);
                i += 2;
            } else {
                found |= pattern.charAt(i) == c;
            }
        }
        return found != negated;
    }
}
