package org.alyxtransfer.cli.chart;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.alyxtransfer.cli.chart.Mark.Anchor;

/** Lines over numbers or over steps that have names; each is named at its end. */
public final class LineChart {
    private static final double WIDTH = 760;
    private static final double HEIGHT = 300;
    private static final double LEFT = 64;
    private static final double TOP = 28;
    private static final double BOTTOM = HEIGHT - 46;
    private static final double LABEL = 16; // pixels that a line's name needs

    private LineChart() {}

    /** A point of a line. */
    public record Point(double x, double y) {}

    /** Points in the order of their x. */
    public record Line(String label, List<Point> points) {
        public Line {
            points = List.copyOf(points);
        }
    }

    /** What the x axis says. */
    public sealed interface Across {
        /** Numbers from zero on. */
        record Numbers(String unit) implements Across {}

        /** Numbers of which each mark doubles the one before. */
        record Doubling(String unit) implements Across {}

        /** Names of x = 0, 1, 2, … */
        record Steps(String unit, List<String> names) implements Across {}
    }

    /**
     * The chart.
     *
     * @param level a value that is marked by a line across, such as a ratio of 1
     */
    public static Chart of(String title, String unit, Across across, List<Line> lines, Optional<Double> level) {
        int longest =
                lines.stream().mapToInt(line -> line.label().length()).max().orElse(0);
        double right = WIDTH - 20 - longest * Sketch.LETTER;
        List<Point> all = lines.stream().flatMap(line -> line.points().stream()).toList();
        double largest = all.stream().mapToDouble(Point::y).max().orElse(1);
        Axis y = Axis.linear(Math.max(largest, level.orElse(0.0)), BOTTOM, TOP);
        Sketch sketch = new Sketch(WIDTH, HEIGHT, title);
        sketch.label("soft", 4, 14, Anchor.START, unit);
        for (double mark : y.marks()) {
            sketch.line("grid", LEFT, y.at(mark), right, y.at(mark));
            sketch.label("soft", LEFT - 8, y.at(mark) + 4, Anchor.END, Axis.words(mark));
        }
        Axis x = across(sketch, across, all, right);
        level.ifPresent(value -> sketch.line("mark", LEFT, y.at(value), right, y.at(value)));
        boolean dots = all.size() <= 80;
        for (int i = 0; i < lines.size(); i++) {
            draw(sketch, x, y, lines.get(i), i % ChartStyle.COLOURS, dots);
        }
        name(sketch, y, lines, right);
        return sketch.chart();
    }

    private static Axis across(Sketch sketch, Across across, List<Point> all, double right) {
        double most = all.stream().mapToDouble(Point::x).max().orElse(1);
        double least = all.stream().mapToDouble(Point::x).min().orElse(1);
        Axis x;
        String unit;
        if (across instanceof Across.Doubling doubling) {
            x = Axis.logarithmic(Math.max(least, 1), most, 2, LEFT, right);
            unit = doubling.unit();
            marks(sketch, x, x.marks().stream().map(Axis::words).toList());
        } else if (across instanceof Across.Steps steps) {
            unit = steps.unit();
            int last = steps.names().size() - 1;
            x = Axis.linear(Math.max(1, last), LEFT + 30, right - 30);
            Axis exact = x;
            double room = last > 0 ? exact.at(1) - exact.at(0) : right;
            int longest = steps.names().stream().mapToInt(String::length).max().orElse(0);
            int every = (int) Math.max(1, Math.ceil(longest * Sketch.LETTER / room));
            for (int i = 0; i <= last; i += every) {
                sketch.label(
                        "soft",
                        exact.at(i),
                        BOTTOM + 18,
                        Anchor.MIDDLE,
                        steps.names().get(i));
            }
        } else {
            x = Axis.linear(most, LEFT, right);
            unit = ((Across.Numbers) across).unit();
            marks(sketch, x, x.marks().stream().map(Axis::words).toList());
        }
        sketch.line("axis", LEFT, BOTTOM, right, BOTTOM);
        sketch.label("soft", (LEFT + right) / 2, HEIGHT - 8, Anchor.MIDDLE, unit);
        return x;
    }

    private static void marks(Sketch sketch, Axis x, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            sketch.label("soft", x.at(x.marks().get(i)), BOTTOM + 18, Anchor.MIDDLE, words.get(i));
        }
    }

    private static void draw(Sketch sketch, Axis x, Axis y, Line line, int colour, boolean dots) {
        sketch.path(
                "l" + colour,
                line.points().stream()
                        .map(point -> new Mark.Point(x.at(point.x()), y.at(point.y())))
                        .toList());
        for (Point point : dots ? line.points() : List.<Point>of()) {
            String tip = String.format(
                    Locale.ROOT, "%s: %s at %s", line.label(), Axis.words(round(point.y())), Axis.words(point.x()));
            sketch.dot("f" + colour, x.at(point.x()), y.at(point.y()), tip);
        }
    }

    private static double round(double value) {
        return Math.rint(value * 100) / 100;
    }

    /** Names stand beside their lines' ends, moved apart where they would lie on each other. */
    private static void name(Sketch sketch, Axis y, List<Line> lines, double right) {
        List<double[]> places = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            List<Point> points = lines.get(i).points();
            places.add(new double[] {y.at(points.get(points.size() - 1).y()), i});
        }
        places.sort(Comparator.comparingDouble(place -> place[0]));
        for (int i = 1; i < places.size(); i++) {
            places.get(i)[0] = Math.max(places.get(i)[0], places.get(i - 1)[0] + LABEL);
        }
        double over = places.isEmpty() ? 0 : Math.max(0, places.get(places.size() - 1)[0] - BOTTOM);
        for (double[] place : places) {
            int line = (int) place[1];
            sketch.label(
                    "strong f" + line % ChartStyle.COLOURS,
                    right + 10,
                    place[0] - over + 4,
                    Anchor.START,
                    lines.get(line).label());
        }
    }
}
