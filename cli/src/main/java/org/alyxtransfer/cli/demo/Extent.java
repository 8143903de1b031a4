package org.alyxtransfer.cli.demo;

import java.util.List;
import org.alyxtransfer.sandbox.generate.Sizes;

/** How much is made up and moved. */
public record Extent(List<String> subjects, int sessionsPerSubject, Sizes sizes) {
    /** Some hundred megabytes. */
    public static final Extent USUAL =
            new Extent(List.of("COGP-001", "COGP-002", "COGP-003", "COGP-004", "COGP-005"), 4, Sizes.DEMO);
    /** A megabyte or two: every step, as briefly as can be. */
    public static final Extent SMALL = new Extent(List.of("COGP-003"), 2, new Sizes(100, 8 << 10, 32 << 10));

    public Extent {
        subjects = List.copyOf(subjects);
    }

    /** Whose sessions are analysed, and queried. */
    String watched() {
        return subjects.get(subjects.size() / 2);
    }
}
