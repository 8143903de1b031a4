/**
 * What to move, and what became of it.
 *
 * <p>Read first: {@link org.alyxtransfer.plan.TransferPlan}, {@link org.alyxtransfer.plan.PlannedFile}, {@link
 * org.alyxtransfer.plan.TransferEvent}; then the planners. A plan is streamed and never collected. Not guaranteed: that a
 * planned file still exists when its turn comes.
 */
@NullMarked
package org.alyxtransfer.plan;

import org.jspecify.annotations.NullMarked;
