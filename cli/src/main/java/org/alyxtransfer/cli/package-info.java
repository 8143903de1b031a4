/**
 * The command line: wires the commands together and owns the process's only exit.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.Main}, {@link org.alyxtransfer.cli.CommandTree}. Nothing here is an API for
 * other programs; those use the engine, or read what {@code --json} prints.
 */
@NullMarked
package org.alyxtransfer.cli;

import org.jspecify.annotations.NullMarked;
