/**
 * The ready analysis: reads a session's arrays and tables, and gives a summary and plots.
 *
 * <p>Reads .npy, .pqt, .csv and pictures; no network.
 */
@NullMarked
package org.alyxtransfer.automation.analysis;

import org.jspecify.annotations.NullMarked;
