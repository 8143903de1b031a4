package org.alyxtransfer.benchmarks;

import java.util.Locale;

/** What guards the bytes between a client and the share. */
enum Protection {
    UNSIGNED,
    SIGNED,
    ENCRYPTED;

    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
