/**
 * Charts as SVG text or PNG: bars with their spread, lines, histograms. SVGs need no network and no script, and follow the
 * reader's light or dark theme.
 *
 * <p>Read first: {@link org.alyxtransfer.cli.chart.BarChart}. Widths of texts are estimated, not measured.
 */
@NullMarked
package org.alyxtransfer.cli.chart;

import org.jspecify.annotations.NullMarked;
