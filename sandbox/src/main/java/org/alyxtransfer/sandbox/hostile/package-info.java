/**
 * Names and cases that a hostile server might think of.
 *
 * <p>Read first: {@link org.alyxtransfer.sandbox.hostile.HostileNames}. {@code hostile/names.txt} is the corpus: whoever
 * finds a name that did harm adds it there.
 */
@NullMarked
package org.alyxtransfer.sandbox.hostile;

import org.jspecify.annotations.NullMarked;
