package org.alyxtransfer.plan;

import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;

/**
 * One session of a plan.
 *
 * @param leased the folder in the destination that belongs to this run while the session's files move; empty for none
 * @param files planned when subscribed, after the lease is taken; an error ends this session only
 */
public record PlannedSession(SessionPath session, Optional<FilePath> leased, Flux<PlannedFile> files)
        implements PlanItem {}
