package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.rule.Rule.Selection;
import reactor.core.publisher.Mono;

/** Fetches a session's datasets; verified, and none twice. */
@FunctionalInterface
public interface Fetch {
    /**
     * Gives the session's folder, below the given one; fails with the first dataset that could not be had. What was fetched
     * before is kept, so the same call again goes on.
     */
    Mono<Path> fetch(SessionSummary session, Selection selection, Path into);
}
