package org.alyxtransfer.automation.watch;

import java.util.List;

/**
 * How it goes.
 *
 * @param waiting work that is not done yet, the running included
 * @param failing how much of it has failed and is tried again
 * @param done runs that ended and were reported, well or not, ever
 */
public record HealthReport(
        boolean isWell, List<SourceHealth> sources, long running, long waiting, long failing, long done) {
    /**
     * How it goes with one source.
     *
     * @param lastLook seconds since 1970 of the last look that succeeded; 0 for none
     * @param trouble why the last one failed; "" when it did not
     */
    public record SourceHealth(String name, long lastLook, long failures, String trouble) {}
}
