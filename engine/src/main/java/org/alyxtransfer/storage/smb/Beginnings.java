package org.alyxtransfer.storage.smb;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.ThreadLocalRandom;
import org.alyxtransfer.smb.SmbFile;

/**
 * Times of creation by which clients tell whether a staging file is still the one that they began: the second is this
 * computer's, what is below it is drawn by lot. An overwritten file keeps its time on Samba, so it has to be set.
 */
final class Beginnings {
    private static final int UNITS = 10_000_000; // of 100 ns, the finest that SMB can say

    private Beginnings() {}

    /** Another one at each call, but for one pair of ten million within a second. */
    static Instant draw() {
        long nanos = 100L * ThreadLocalRandom.current().nextInt(UNITS);
        return Instant.now().truncatedTo(ChronoUnit.SECONDS).plusNanos(nanos);
    }

    /** As the server showed it when the file was opened. */
    static String of(SmbFile file) {
        return file.opened().created().toString();
    }
}
