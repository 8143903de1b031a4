package org.alyxtransfer.cli.bench;

import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.Set;

/** How often a server was asked for something during a run; from the storage's meters. */
final class Calls {
    private static final Set<String> OVERLAPPING = Set.of("read", "write");
    private static final String TIMER = "alyx.storage.operations";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();

    SimpleMeterRegistry meters() {
        return meters;
    }

    /** Steps that a file has to wait for one after the other; overlapping reads and writes count once for so many. */
    double inARow(int overlapping) {
        double calls = 0;
        for (Timer timer : meters.find(TIMER).timers()) {
            String operation = String.valueOf(timer.getId().getTag("operation"));
            calls += (double) timer.count() / (OVERLAPPING.contains(operation) ? overlapping : 1);
        }
        return calls;
    }
}
