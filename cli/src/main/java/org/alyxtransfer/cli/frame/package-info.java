/**
 * What every command stands on: its surroundings, its global options, its exit codes, how a failure is told.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.frame.Invocation}, {@link org.alyxtransfer.cli.frame.ExitCode}. Waiting for
 * reactive work happens only in {@link org.alyxtransfer.cli.frame.Waiting}.
 */
@NullMarked
package org.alyxtransfer.cli.frame;

import org.jspecify.annotations.NullMarked;
