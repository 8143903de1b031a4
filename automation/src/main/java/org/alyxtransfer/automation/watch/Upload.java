package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import reactor.core.publisher.Mono;

/** Uploads and registers a session's folder; the same call again goes on where it stopped. */
@FunctionalInterface
public interface Upload {
    /**
     * Completes when all of the session is safe; fails with why it is not.
     *
     * @param log gets what is to be said about it
     */
    Mono<Void> upload(Path session, OnFolder trigger, Path log);
}
