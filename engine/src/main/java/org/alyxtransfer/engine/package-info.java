/**
 * Runs a plan.
 *
 * <p>Read first: {@link org.alyxtransfer.engine.TransferEngine}, then {@link org.alyxtransfer.engine.Pace}. Not guaranteed:
 * any order among files; only {@code Finished} ends a file.
 */
@NullMarked
package org.alyxtransfer.engine;

import org.jspecify.annotations.NullMarked;
