package org.alyxtransfer.automation.watch;

import java.util.List;
import org.alyxtransfer.automation.report.Undelivered;

/**
 * How it goes.
 *
 * @param waiting work that is not done yet, the running included
 * @param failing how much of it has failed and is tried again
 * @param done runs that ended and were reported, well or not, ever
 * @param reports which of them did not arrive
 */
public record HealthReport(
        boolean isWell,
        List<SourceHealth> sources,
        long running,
        long waiting,
        long failing,
        long done,
        Undelivered reports) {
    /** The same, and what of its reports has not arrived. */
    public HealthReport with(Undelivered undelivered) {
        return new HealthReport(isWell, sources, running, waiting, failing, done, undelivered);
    }

    /**
     * How it goes with one source.
     *
     * @param lastLook seconds since 1970 of the last look that succeeded; 0 for none
     * @param trouble why the last one failed; "" when it did not
     */
    public record SourceHealth(String name, long lastLook, long failures, String trouble) {}
}
