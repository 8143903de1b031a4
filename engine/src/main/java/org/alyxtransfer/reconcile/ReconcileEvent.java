package org.alyxtransfer.reconcile;

import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;

/** What a reconciliation found or did; each file has one event. */
public sealed interface ReconcileEvent {
    /** All files of the session were told. */
    record SessionCompared(SessionPath session) implements ReconcileEvent {}

    /** The session, or something that belongs to none, could not be compared or repaired to its end. */
    record Failed(String where, TransferException why) implements ReconcileEvent {}

    record Compared(ComparedFile file) implements ReconcileEvent {}

    /** The gap that was found is no more; {@code how} in words. */
    record Repaired(ComparedFile file, String how) implements ReconcileEvent {}

    /** The gap is still there, and everything is where it was. */
    record NotRepaired(ComparedFile file, TransferException why) implements ReconcileEvent {}
}
