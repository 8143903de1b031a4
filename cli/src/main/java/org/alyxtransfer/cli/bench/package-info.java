/**
 * Measures a user's own servers with this program, says what limits them, and which settings suit them.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.bench.Bench}, then {@link org.alyxtransfer.cli.bench.Diagnosis}. Writes only into
 * a folder that was empty, and removes what it wrote. Not guaranteed: that a later transfer meets the same network.
 */
@NullMarked
package org.alyxtransfer.cli.bench;

import org.jspecify.annotations.NullMarked;
