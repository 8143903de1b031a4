package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Flux;

/**
 * One session of a plan.
 *
 * @param folder the session's folder in the destination; two parts of one session take turns
 * @param leased whether the folder belongs to this run alone, among all clients, while the session's files move
 * @param files planned when subscribed, after the lease is taken; an error ends this session only
 */
public record PlannedSession(SessionPath session, FilePath folder, boolean leased, Flux<PlannedFile> files)
        implements PlanItem {}
