package org.alyxtransfer.engine;

import java.util.IdentityHashMap;
import java.util.OptionalLong;
import org.alyxtransfer.plan.PlannedFile.ToMove;

/**
 * What a file costs besides its bytes, in bytes: so many a large file moves in the time that a small one takes. Opening, closing
 * and renaming are round trips, so the longer the line, the more.
 *
 * <p>Unknown until both small and large files were moved; where all are alike it is not needed.
 */
final class FileCost {
    private static final long SMALL = 256 << 10;
    private static final long LARGE = 1 << 20;
    private static final int TELLING_SMALL = 8; // files
    private static final int TELLING_LARGE = 2; // files
    private static final long LEAST = 64 << 10;
    private static final long MOST = 64L << 20;
    private static final int MEMORY = 64; // files, after which what was counts half

    private final IdentityHashMap<ToMove, Long> begun = new IdentityHashMap<>();
    private double smallFiles;
    private double smallNanos;
    private double largeFiles;
    private double largeNanos;
    private double largeBytes;

    synchronized void begin(ToMove file, long now) {
        begun.put(file, now);
    }

    synchronized void end(ToMove file, long now) {
        Long since = begun.remove(file);
        if (since == null) {
            return;
        }
        if (file.size() <= SMALL) {
            if (smallFiles >= MEMORY) {
                smallFiles /= 2;
                smallNanos /= 2;
            }
            smallFiles++;
            smallNanos += now - since;
        } else if (file.size() >= LARGE) {
            if (largeFiles >= MEMORY) {
                largeFiles /= 2;
                largeNanos /= 2;
                largeBytes /= 2;
            }
            largeFiles++;
            largeNanos += now - since;
            largeBytes += file.size();
        }
    }

    /** The file failed, or is not moved any more. */
    synchronized void forget(ToMove file) {
        begun.remove(file);
    }

    synchronized OptionalLong bytes() {
        if (smallFiles < TELLING_SMALL || largeFiles < TELLING_LARGE) {
            return OptionalLong.empty();
        }
        double each = smallNanos / smallFiles;
        double ofBytes = Math.max(1, largeNanos - each * largeFiles) / largeBytes; // its round trips are no bytes
        return OptionalLong.of((long) Math.min(MOST, Math.max(LEAST, each / ofBytes)));
    }
}
