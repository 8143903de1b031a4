/**
 * What the transfer commands share: running a plan, telling how it goes, and closing with what is safe where.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.transfer.TransferRun}, {@link org.alyxtransfer.cli.transfer.Tally}. The
 * display shows what is planned so far; a total is final only when all sessions have been planned.
 */
@NullMarked
package org.alyxtransfer.cli.transfer;

import org.jspecify.annotations.NullMarked;
