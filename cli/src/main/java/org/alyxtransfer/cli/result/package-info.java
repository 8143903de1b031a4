/**
 * What one measured run left behind, as a JSON line: written by {@code alyx-transfer bench} and by {@code benchmarks/run-peers},
 * read by {@code bench report} and {@code benchmarks/compare}.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.result.ResultLine}. What was not measured is absent, never zero. Lines of
 * different invocations compare by ratios only: nothing says how busy the machine was.
 */
@NullMarked
package org.alyxtransfer.cli.result;

import org.jspecify.annotations.NullMarked;
