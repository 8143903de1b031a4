package org.alyxtransfer.plan;

import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;

/**
 * What to move and where to.
 *
 * @param registers whether uploaded files are registered in Alyx
 * @param items streamed on demand; an error means that the plan cannot be made any further
 */
public record TransferPlan(
        Direction direction, Naming naming, boolean registers, Storage destination, Flux<PlanItem> items) {}
