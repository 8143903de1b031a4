/**
 * Wraps any storage: repeats what failed for a passing reason, limits the rate, measures.
 *
 * <p>Read first: {@code Around}, then {@link org.alyxtransfer.storage.layer.RetryingStorage}. Measure inside, repeat outside:
 * {@code new RetryingStorage(new MeteredStorage(smb, ...), ...)} counts each attempt. Not guaranteed: that an operation
 * which failed with {@code DISCONNECTED} or {@code TIMEOUT} did not happen; all operations that are repeated bear it.
 */
@NullMarked
package org.alyxtransfer.storage.layer;

import org.jspecify.annotations.NullMarked;
