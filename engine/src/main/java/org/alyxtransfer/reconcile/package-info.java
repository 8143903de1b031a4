/**
 * Compares disk, share and Alyx, and finishes what a lost client left.
 *
 * <p>Read first: {@link org.alyxtransfer.reconcile.Reconciliation}, then {@code SessionComparison}, which decides what each
 * file is. Not guaranteed: that what was compared still is so a moment later, while others work on the share.
 */
@NullMarked
package org.alyxtransfer.reconcile;

import org.jspecify.annotations.NullMarked;
