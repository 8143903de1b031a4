/**
 * Files in the memory of this process, for tests and for measuring the engine without a disk.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.memory.MemoryStorage}. Not guaranteed: anything after the process ends.
 */
@NullMarked
package org.alyxtransfer.storage.memory;

import org.jspecify.annotations.NullMarked;
