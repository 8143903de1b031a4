/**
 * The contract for reading, staging and publishing files, and the memory that their bytes pass through.
 *
 * <p>Read first: {@link org.alyxtransfer.storage.FileSource} (reading), {@link org.alyxtransfer.storage.Storage} (writing
 * in two visible steps), {@link org.alyxtransfer.storage.Chunk} and {@link org.alyxtransfer.storage.MemoryBudget}. Not
 * guaranteed: that a file listed is still there when it is opened; that a storage survives its process with anything but
 * whole published files and staging files.
 */
@NullMarked
package org.alyxtransfer.storage;

import org.jspecify.annotations.NullMarked;
