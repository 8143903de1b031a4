/**
 * The words: sessions, datasets, paths, checksums, and the one exception.
 *
 * <p>Read first: {@link org.alyxtransfer.dataset.SessionPath}, {@link org.alyxtransfer.dataset.DatasetPath},
 * {@link org.alyxtransfer.dataset.TransferException}. Nothing here does I/O. A {@code FilePath} is safe to join to a
 * root, but nothing here guarantees that a file of that name exists or that a server accepts it.
 */
@NullMarked
package org.alyxtransfer.dataset;

import org.jspecify.annotations.NullMarked;
