/**
 * Runs a command of the user's as a tree of processes: never through a shell, with an end to its time and output.
 *
 * <p>What it prints and leaves in its output folder is the result.
 */
@NullMarked
package org.alyxtransfer.automation.run;

import org.jspecify.annotations.NullMarked;
