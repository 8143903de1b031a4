package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.TransferException;

/** What a plan consists of: sessions, and places that could not be planned. */
public sealed interface PlanItem permits PlannedSession, PlanItem.Unplannable {
    /** A folder or file that belongs to no session, or cannot be read; the rest of the plan goes on. */
    record Unplannable(String where, TransferException why) implements PlanItem {}
}
