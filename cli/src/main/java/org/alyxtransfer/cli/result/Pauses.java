package org.alyxtransfer.cli.result;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;

/** Garbage collections of a JVM: how many, and the seconds they took together. */
public record Pauses(long count, double seconds) {
    /** Since this JVM began. */
    public static Pauses soFar() {
        long count = 0;
        long millis = 0;
        for (GarbageCollectorMXBean collector : ManagementFactory.getGarbageCollectorMXBeans()) {
            count += Math.max(0, collector.getCollectionCount()); // -1 where a collector does not tell
            millis += Math.max(0, collector.getCollectionTime());
        }
        return new Pauses(count, millis / 1000.0);
    }

    /** Those since then. */
    public Pauses since(Pauses before) {
        return new Pauses(count - before.count, Rounded.of(seconds - before.seconds));
    }
}
