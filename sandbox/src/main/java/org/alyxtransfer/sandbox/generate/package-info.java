/**
 * Makes up sessions as a rig would leave them: the folders, names and readable contents of a lab's data, from a seed.
 *
 * <p>Start reading at {@link org.alyxtransfer.sandbox.generate.SessionGenerator}. The same settings give the same bytes, on
 * any machine. Everything here writes files and blocks: for commands, tests and benchmarks, never on an event loop.
 *
 * <p>Not guaranteed: that the numbers in the files mean anything beyond their columns and shapes.
 */
@NullMarked
package org.alyxtransfer.sandbox.generate;

import org.jspecify.annotations.NullMarked;
