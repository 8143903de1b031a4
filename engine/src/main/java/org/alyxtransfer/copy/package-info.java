/**
 * Moves and verifies one file, in one pass over its bytes.
 *
 * <p>Read first: {@link org.alyxtransfer.copy.FileCopy}, {@link org.alyxtransfer.copy.Verification}. Not guaranteed: that
 * the file is visible under its own name (that is {@code publish}, a later step), nor any retry.
 */
@NullMarked
package org.alyxtransfer.copy;

import org.jspecify.annotations.NullMarked;
