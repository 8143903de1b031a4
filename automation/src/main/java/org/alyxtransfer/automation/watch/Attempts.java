package org.alyxtransfer.automation.watch;

import java.time.Duration;
import java.util.EnumSet;
import java.util.Set;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** How long to wait after failures, and when to give up. */
final class Attempts {
    static final int MOST = 10; // about four hours

    private static final Duration FIRST = Duration.ofSeconds(30);
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final Set<Kind> PASSING = EnumSet.of(Kind.AUTHENTICATION, Kind.FULL, Kind.LEASE_LOST);

    private Attempts() {}

    static Duration pause(int tries) {
        Duration doubled = FIRST.multipliedBy(1L << Math.min(tries, 10));
        return doubled.compareTo(LONGEST) < 0 ? doubled : LONGEST;
    }

    /** An outage may last for days and is nobody's fault here; anything else ends some time, and is told. */
    static boolean isOver(int tries, TransferException failure) {
        boolean outage = failure.isTemporary() || PASSING.contains(failure.kind());
        return !outage && tries + 1 >= MOST;
    }
}
