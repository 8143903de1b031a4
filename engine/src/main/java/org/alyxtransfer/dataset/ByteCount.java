package org.alyxtransfer.dataset;

import java.util.Locale;

/** A number of bytes as people read it. */
public final class ByteCount {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB"};
    private static final int STEP = 1024;

    private ByteCount() {}

    /** {@code 17.2 MiB}. */
    public static String shown(long bytes) {
        double amount = bytes;
        int unit = 0;
        while (amount >= STEP && unit < UNITS.length - 1) {
            amount /= STEP;
            unit++;
        }
        String form = unit == 0 || amount >= 100 ? "%.0f %s" : "%.1f %s";
        return String.format(Locale.ROOT, form, amount, UNITS[unit]);
    }
}
