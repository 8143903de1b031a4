/**
 * Remembers which durable step each file has reached, so that a rerun goes on where a run stopped.
 *
 * <p>Read first: {@link org.alyxtransfer.journal.Journal}, {@link org.alyxtransfer.journal.JournalEntry}, then {@link
 * org.alyxtransfer.journal.Jobs}. A journal is a stage of the pipeline, not an observer: append, wait for the
 * acknowledgement, then do the next step. Not guaranteed: that {@link org.alyxtransfer.journal.MemoryJournal} outlives
 * its process; that a journal survives the loss of its disk, which costs a comparison with Alyx and the share, no file.
 */
@NullMarked
package org.alyxtransfer.journal;

import org.jspecify.annotations.NullMarked;
