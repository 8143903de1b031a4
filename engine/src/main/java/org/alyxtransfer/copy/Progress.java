package org.alyxtransfer.copy;

import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;

/**
 * How far a file's bytes are acknowledged without a gap, while writes that overlap end in any order.
 *
 * <p>State of one copy.
 */
final class Progress {
    private final long every;
    private final long size;
    private final Map<Long, Long> ahead = new TreeMap<>(); // as many as writes are in flight
    private long mark;
    private long next;
    private boolean flushing;

    /**
     * @param every tells a mark each time so many bytes were added; 0 for never
     * @param from bytes that were there before
     */
    Progress(long every, long from, long size) {
        this.every = every;
        this.size = size;
        this.mark = from;
        this.next = from + every;
    }

    /** Notes a write; gives the mark that is due, if any, until {@link #flushed()} none other. */
    synchronized OptionalLong written(long offset, long length) {
        ahead.put(offset, length);
        for (Long more = ahead.remove(mark); more != null; more = ahead.remove(mark)) {
            mark += more;
        }
        if (every == 0 || flushing || mark < next || mark >= size) {
            return OptionalLong.empty();
        }
        long due = next + (mark - next) / every * every;
        next = due + every;
        flushing = true;
        return OptionalLong.of(due);
    }

    synchronized void flushed() {
        flushing = false;
    }
}
