/**
 * Reads dataset files for a look at them: NumPy arrays, Parquet and CSV tables, JSON, pictures.
 *
 * <p>Read first: {@link org.alyxtransfer.automation.analysis.read.Datasets}. Everything here waits for the disk; call it on a
 * thread that may. Values stream past in blocks, so that memory is bounded whatever a file's size, and what a header claims is
 * compared with the file before it is believed. 64-bit integers are exact in summaries, and doubles where values are plotted.
 */
@NullMarked
package org.alyxtransfer.automation.analysis.read;

import org.jspecify.annotations.NullMarked;
