/**
 * What a command says: tables for people, one JSON object a line for programs, and a live display of a transfer.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.output.Output}. The columns of tables may change between versions; fields of
 * the JSON lines only with their {@code schema} number.
 */
@NullMarked
package org.alyxtransfer.cli.output;

import org.jspecify.annotations.NullMarked;
