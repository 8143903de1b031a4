/**
 * The commands, one class each.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.command.Action}. A command reads its options, asks the engine, and prints;
 * what a transfer does is decided in the engine.
 */
@NullMarked
package org.alyxtransfer.cli.command;

import org.jspecify.annotations.NullMarked;
