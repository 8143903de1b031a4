package org.alyxtransfer.automation.analysis.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.util.Arrays;
import java.util.Locale;
import java.util.TreeSet;
import java.util.function.IntPredicate;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.renderer.xy.XYStepRenderer;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;

/** What the animal did: every trial, the psychometric curve, reaction times, and how well it went over the session. */
final class TrialsFigure {
    private static final int HEIGHT = 760;
    private static final int ABOVE = 330;
    private static final int FEW = 3; // reaction times that have quartiles
    private static final int RUNNING = 25; // trials of the running share
    private static final Shape DOT = new Ellipse2D.Double(-2.6, -2.6, 5.2, 5.2);
    private static final Shape KNOT = new Ellipse2D.Double(-3.2, -3.2, 6.4, 6.4);

    private static final String SIGNED = "signed contrast (%)";

    private final Trials trials;
    private final boolean isCut;
    private final double[] contrasts;

    /**
     * @param isCut whether the session has more trials than these
     */
    TrialsFigure(Trials trials, boolean isCut) {
        this.trials = trials;
        this.isCut = isCut;
        this.contrasts = trials.contrasts();
    }

    Figure draw(String title) {
        Figure figure = new Figure(title, remark(), HEIGHT);
        figure.panel(Look.chart("Choices over the session", choices(), true), 0, Figure.TOP, Figure.WIDTH, ABOVE);
        double y = Figure.TOP + ABOVE;
        double height = HEIGHT - y;
        double third = Figure.WIDTH / 3.0;
        figure.panel(narrow(Look.chart("Psychometric curve (bars: 95 %)", psychometric(), true)), 0, y, third, height);
        figure.panel(
                narrow(Look.chart("Reaction time (median, quartiles)", reactions(), true)), third, y, third, height);
        figure.panel(
                Look.chart("Correct, of the last " + RUNNING + " trials", performance(), false),
                2 * third,
                y,
                third,
                height);
        return figure;
    }

    String remark() {
        int answered = trials.where(trials::isAnswered).length;
        int correct = trials.where(i -> trials.isAnswered(i) && trials.isCorrect(i)).length;
        String text = String.format(
                Locale.ROOT,
                "%s%d trials, %.0f %% correct",
                isCut ? "only the first " : "",
                trials.count(),
                100.0 * correct / Math.max(1, answered));
        if (answered < trials.count()) {
            text += ", " + (trials.count() - answered) + " without answer";
        }
        double[] reaction = trials.reactions(trials.where(trials::isAnswered));
        return reaction.length == 0
                ? text
                : text + String.format(Locale.ROOT, ", median reaction time %.2f s", Trials.quantile(reaction, 0.5));
    }

    private XYPlot choices() {
        XYSeriesCollection dots = new XYSeriesCollection();
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(false, true);
        series(dots, renderer, "left, correct", Look.BLUE, true, i -> trials.isLeft(i) && trials.isCorrect(i));
        series(dots, renderer, "left, wrong", Look.BLUE, false, i -> trials.isLeft(i) && !trials.isCorrect(i));
        series(dots, renderer, "right, correct", Look.VERMILLION, true, i -> !trials.isLeft(i) && trials.isCorrect(i));
        series(dots, renderer, "right, wrong", Look.VERMILLION, false, i -> !trials.isLeft(i) && !trials.isCorrect(i));
        String[] labels =
                Arrays.stream(contrasts).mapToObj(TrialsFigure::percent).toArray(String[]::new);
        SymbolAxis stimulus = new SymbolAxis("stimulus: left < 0 < right (% contrast)", labels);
        stimulus.setGridBandsVisible(false);
        stimulus.setRange(-0.6, Math.max(1, contrasts.length) - 0.4);
        XYPlot plot = new XYPlot(dots, Look.axis("trial", 0, trials.count() + 1.0), stimulus, renderer);
        double[] prior = trials.probabilityLeft();
        if (prior != null) {
            XYSeries blocks = new XYSeries("probability of left", false, true);
            for (int i = 0; i < prior.length; i++) {
                blocks.add(i + 1, prior[i], false);
            }
            NumberAxis probability = Look.axis("probability of left", 0, 1);
            XYStepRenderer steps = new XYStepRenderer();
            steps.setSeriesPaint(0, new Color(0xBBBBBB));
            steps.setSeriesStroke(0, new BasicStroke(1.4f));
            plot.setRangeAxis(1, probability);
            plot.setDataset(1, new XYSeriesCollection(blocks));
            plot.setRenderer(1, steps);
            plot.mapDatasetToRangeAxis(1, 1);
        }
        return plot;
    }

    private void series(
            XYSeriesCollection dots,
            XYLineAndShapeRenderer renderer,
            String name,
            Color colour,
            boolean filled,
            IntPredicate which) {
        int index = dots.getSeriesCount();
        XYSeries series = new XYSeries(name, false, true);
        for (int trial : trials.where(i -> trials.isAnswered(i) && which.test(i))) {
            int row = row(trials.signedContrast(trial));
            if (row >= 0) {
                double aside = ((trial * 7) % 11 - 5) / 22.0; // dots of neighbouring trials side by side
                series.add(trial + 1, row + aside, false);
            }
        }
        dots.addSeries(series);
        renderer.setSeriesShape(index, DOT);
        renderer.setSeriesPaint(index, colour);
        renderer.setSeriesShapesFilled(index, filled);
        renderer.setSeriesOutlineStroke(index, new BasicStroke(1.1f));
    }

    private XYPlot psychometric() {
        YIntervalSeriesCollection curves = new YIntervalSeriesCollection();
        XYErrorRenderer renderer = errorRenderer();
        double[] priors = priors();
        for (double prior : priors) {
            String name = priors.length == 1 ? "all trials" : "p(left) " + trimmed(prior);
            YIntervalSeries curve = new YIntervalSeries(name);
            double aside = 0.1 * (curves.getSeriesCount() - (priors.length - 1) / 2.0); // or bars would hide each other
            for (double contrast : contrasts) {
                int[] asked = trials.where(
                        i -> trials.isAnswered(i) && trials.signedContrast(i) == contrast && isIn(i, prior));
                if (asked.length > 0) {
                    long right =
                            Arrays.stream(asked).filter(i -> !trials.isLeft(i)).count();
                    double[] interval = wilson(right, asked.length);
                    curve.add(row(contrast) + aside, (double) right / asked.length, interval[0], interval[1]);
                }
            }
            dress(renderer, curves.getSeriesCount());
            curves.addSeries(curve);
        }
        XYPlot plot =
                new XYPlot(curves, contrastAxis(SIGNED), Look.axis("share of choices to the right", 0, 1), renderer);
        plot.addDomainMarker(line(row(0)));
        plot.addRangeMarker(line(0.5));
        return plot;
    }

    private XYPlot reactions() {
        YIntervalSeriesCollection curves = new YIntervalSeriesCollection();
        XYErrorRenderer renderer = errorRenderer();
        for (boolean correct : new boolean[] {true, false}) {
            YIntervalSeries curve = new YIntervalSeries(correct ? "correct" : "wrong");
            for (double contrast : contrasts) {
                double[] times = trials.reactions(trials.where(i -> trials.isAnswered(i)
                        && trials.signedContrast(i) == contrast
                        && trials.isCorrect(i) == correct));
                if (times.length >= FEW) {
                    curve.add(
                            row(contrast) + (correct ? -0.06 : 0.06),
                            Trials.quantile(times, 0.5),
                            Trials.quantile(times, 0.25),
                            Trials.quantile(times, 0.75));
                }
            }
            dress(renderer, curves.getSeriesCount());
            renderer.setSeriesPaint(curves.getSeriesCount(), correct ? Look.GREEN : Look.ORANGE);
            curves.addSeries(curve);
        }
        NumberAxis seconds = Look.axis("seconds");
        seconds.setAutoRangeIncludesZero(true);
        return new XYPlot(curves, contrastAxis(SIGNED), seconds, renderer);
    }

    private XYPlot performance() {
        XYSeries share = new XYSeries("", false, true);
        int[] answered = trials.where(trials::isAnswered);
        int correct = 0;
        for (int i = 0; i < answered.length; i++) {
            correct += trials.isCorrect(answered[i]) ? 1 : 0;
            correct -= i >= RUNNING && trials.isCorrect(answered[i - RUNNING]) ? 1 : 0;
            if (i >= Math.min(RUNNING, answered.length) - 1) {
                share.add(answered[i] + 1, 100.0 * correct / Math.min(i + 1, RUNNING), false);
            }
        }
        XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
        renderer.setSeriesPaint(0, Look.GREEN);
        renderer.setSeriesStroke(0, Look.LINE);
        XYPlot plot = new XYPlot(
                new XYSeriesCollection(share),
                Look.axis("trial", 0, trials.count() + 1.0),
                Look.axis("% correct", 0, 100),
                renderer);
        plot.addRangeMarker(line(50));
        return plot;
    }

    private double[] priors() {
        double[] prior = trials.probabilityLeft();
        if (prior == null) {
            return new double[] {Double.NaN};
        }
        TreeSet<Double> found = new TreeSet<>();
        Arrays.stream(prior).filter(Double::isFinite).forEach(found::add);
        return found.isEmpty() || found.size() > 4
                ? new double[] {Double.NaN}
                : found.stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** Any trial where the prior is not told. */
    private boolean isIn(int trial, double prior) {
        double[] priors = trials.probabilityLeft();
        return Double.isNaN(prior) || (priors != null && priors[trial] == prior);
    }

    /** The interval that holds a share with 95 %, after Wilson: honest for few trials as well. */
    private static double[] wilson(long hits, int of) {
        double z = 1.96;
        double share = (double) hits / of;
        double centre = share + z * z / (2 * of);
        double around = z * Math.sqrt(share * (1 - share) / of + z * z / (4.0 * of * of));
        double scale = 1 + z * z / of;
        return new double[] {Math.max(0, (centre - around) / scale), Math.min(1, (centre + around) / scale)};
    }

    /** Where a contrast stands among those that occur, for axes that give each the same room. */
    private int row(double contrast) {
        return Arrays.binarySearch(contrasts, contrast);
    }

    /** Contrasts upright, or some would go without for want of room. */
    private static JFreeChart narrow(JFreeChart chart) {
        chart.getXYPlot().getDomainAxis().setVerticalTickLabels(true);
        return chart;
    }

    private SymbolAxis contrastAxis(String label) {
        String[] labels =
                Arrays.stream(contrasts).mapToObj(TrialsFigure::percent).toArray(String[]::new);
        SymbolAxis axis = new SymbolAxis(label, labels);
        axis.setGridBandsVisible(false);
        axis.setRange(-0.6, Math.max(1, contrasts.length) - 0.4);
        return axis;
    }

    private static XYErrorRenderer errorRenderer() {
        XYErrorRenderer renderer = new XYErrorRenderer();
        renderer.setDrawXError(false);
        renderer.setCapLength(0);
        renderer.setErrorStroke(new BasicStroke(1f));
        renderer.setDefaultLinesVisible(true);
        return renderer;
    }

    private static void dress(XYErrorRenderer renderer, int index) {
        renderer.setSeriesPaint(index, Look.SERIES.get(index));
        renderer.setSeriesStroke(index, Look.LINE);
        renderer.setSeriesShape(index, KNOT);
    }

    private static ValueMarker line(double value) {
        return new ValueMarker(value, new Color(0xBBBBBB), Look.HAIR);
    }

    private static String percent(double contrast) {
        return trimmed(contrast).replace('-', '−');
    }

    private static String trimmed(double number) {
        return number == Math.rint(number)
                ? String.valueOf((long) number)
                : String.valueOf(Math.round(number * 100) / 100.0);
    }
}
