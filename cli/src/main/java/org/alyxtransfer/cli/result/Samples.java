package org.alyxtransfer.cli.result;

import java.util.List;

/** Speed over time: what was moved in each span, in MiB/s, one span after the other. */
public record Samples(double everySeconds, List<Double> mibPerSecond) {
    public Samples {
        mibPerSecond = List.copyOf(mibPerSecond);
    }
}
