package org.alyxtransfer.cli.output;

import java.time.Duration;
import java.util.Locale;
import org.alyxtransfer.dataset.ByteCount;

/** Numbers as people read them. */
public final class Figures {
    private Figures() {}

    /** {@code 17.2 MiB}. */
    public static String bytes(long bytes) {
        return ByteCount.shown(bytes);
    }

    /** {@code 17.2 MiB/s}. */
    public static String speed(double bytesPerSecond) {
        return bytes(Math.round(bytesPerSecond)) + "/s";
    }

    /** {@code 0.8 s}, {@code 42 s}, {@code 3 min 05 s}, {@code 2 h 10 min}. */
    public static String duration(Duration duration) {
        long seconds = duration.toSeconds();
        if (seconds < 10) {
            return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1000.0);
        }
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3600) {
            return String.format(Locale.ROOT, "%d min %02d s", seconds / 60, seconds % 60);
        }
        return String.format(Locale.ROOT, "%d h %02d min", seconds / 3600, seconds % 3600 / 60);
    }

    /** {@code 1 file}, {@code 1,204 files}. */
    public static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }
}
