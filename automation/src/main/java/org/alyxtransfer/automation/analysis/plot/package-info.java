/**
 * Draws what a session's datasets hold as pictures for people: trials, signals, spikes, events, distributions.
 *
 * <p>Read first: {@link org.alyxtransfer.automation.analysis.plot.Plots}, {@link org.alyxtransfer.automation.analysis.plot.Look}.
 * Which dataset is drawn how follows from its ALF name. Long signals are drawn by the range of each pixel's values, so that
 * nothing short and large is lost; memory doesn't grow with them. A plot is for a first look: no statistics to publish.
 */
@NullMarked
package org.alyxtransfer.automation.analysis.plot;

import org.jspecify.annotations.NullMarked;
