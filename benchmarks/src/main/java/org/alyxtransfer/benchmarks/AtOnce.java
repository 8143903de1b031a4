package org.alyxtransfer.benchmarks;

import java.util.OptionalInt;

/** How many files a peer moves at once: its usual number, or one that is asked for as {@code rclone@32}. */
record AtOnce(String tool, int files, boolean isUsual) {
    static AtOnce usually(String tool, int files) {
        return new AtOnce(tool, files, true);
    }

    AtOnce with(OptionalInt asked) {
        return asked.isEmpty() ? this : new AtOnce(tool, asked.getAsInt(), false);
    }

    /** As in the results. */
    String name() {
        return isUsual ? tool : tool + "@" + files;
    }
}
