package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.SessionSummary;
import reactor.core.publisher.Mono;

/** Fetches a session's datasets; verified, and none twice. */
@FunctionalInterface
public interface Fetch {
    /**
     * Fetches these of the session's datasets and no others. Gives the session's folder, below the given one; fails with the
     * first dataset that could not be had. What was fetched before is kept, so the same call again goes on.
     */
    Mono<Path> fetch(SessionSummary session, List<Dataset> datasets, Path into);
}
