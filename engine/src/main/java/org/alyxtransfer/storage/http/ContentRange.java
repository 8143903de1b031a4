package org.alyxtransfer.storage.http;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Which bytes a partial answer holds, and of how many: {@code bytes 0-65535/1048576}.
 *
 * @param last inclusive
 */
record ContentRange(long first, long last, long total) {
    private static final Pattern SYNTAX = Pattern.compile("(?i)bytes +([0-9]{1,18})-([0-9]{1,18})/([0-9]{1,18})");
    private static final Pattern UNSATISFIED = Pattern.compile("(?i)bytes +\\*/([0-9]{1,18})");

    ContentRange {
        if (first < 0 || last < first || total <= last) {
            throw new IllegalArgumentException("not a range: " + first + "-" + last + "/" + total);
        }
    }

    /** Null for anything that does not say exactly which bytes these are, an unknown total included. */
    static @Nullable ContentRange parse(@Nullable String header) {
        if (header == null) {
            return null;
        }
        Matcher numbers = SYNTAX.matcher(header.strip());
        if (!numbers.matches()) {
            return null;
        }
        long first = Long.parseLong(numbers.group(1));
        long last = Long.parseLong(numbers.group(2));
        long total = Long.parseLong(numbers.group(3));
        return last < first || total <= last ? null : new ContentRange(first, last, total);
    }

    /** Whether a 416 says that the file is empty, so that no range can be satisfied. */
    static boolean saysEmpty(@Nullable String header) {
        if (header == null) {
            return false;
        }
        Matcher total = UNSATISFIED.matcher(header.strip());
        return total.matches() && Long.parseLong(total.group(1)) == 0;
    }

    long length() {
        return last - first + 1;
    }

    @Override
    public String toString() {
        return first + "-" + last + "/" + total;
    }
}
