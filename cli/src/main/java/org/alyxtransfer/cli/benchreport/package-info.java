/**
 * Turns result lines into a page of charts that needs no network.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.benchreport.ReportPage}. Figures of different files were measured at different
 * times, and are compared by ratios only.
 */
@NullMarked
package org.alyxtransfer.cli.benchreport;

import org.jspecify.annotations.NullMarked;
