package org.alyxtransfer.sandbox.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes of a file, both ends included (RFC 9110 section 14). Empty when {@code last} is before {@code first}. */
record ByteRange(long first, long last) {
    private static final Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    static ByteRange whole(long size) {
        return new ByteRange(0, size - 1);
    }

    /**
     * Reads a Range header. Empty for what a server may ignore: several ranges, another unit, nonsense. A range that
     * starts behind the end comes back as it is, see {@link #isSatisfiable(long)}.
     */
    static Optional<ByteRange> parse(String header, long size) {
        Matcher matcher = SINGLE.matcher(header);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        String first = matcher.group(1);
        String last = matcher.group(2);
        if (first.isEmpty()) {
            return last.isEmpty() ? Optional.empty() : Optional.of(suffix(Long.parseLong(last), size));
        }
        long start = Long.parseLong(first);
        long end = last.isEmpty() ? size - 1 : Long.parseLong(last);
        if (!last.isEmpty() && end < start) {
            return Optional.empty();
        }
        return Optional.of(new ByteRange(start, Math.min(end, size - 1)));
    }

    private static ByteRange suffix(long length, long size) {
        return length == 0 ? new ByteRange(size, size - 1) : new ByteRange(Math.max(0, size - length), size - 1);
    }

    boolean isSatisfiable(long size) {
        return first < size;
    }

    long length() {
        return last - first + 1;
    }
}
