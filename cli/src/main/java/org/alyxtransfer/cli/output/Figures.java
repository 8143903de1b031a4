package org.alyxtransfer.cli.output;

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

    /** {@code 1 file}, {@code 1,204 files}. */
    public static String count(long number, String thing) {
        return String.format(Locale.ROOT, "%,d %s%s", number, thing, number == 1 ? "" : "s");
    }
}
