package org.alyxtransfer.cli.chart;

import java.util.List;

/** One thing that is drawn. Its style is a class of {@link ChartStyle#CSS}, or several with spaces between them. */
sealed interface Mark {
    double DOT = 3.2; // radius

    /** Pixels from the top left. */
    record Point(double x, double y) {}

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * A filled one.
     *
     * @param tip what is told where somebody points at it; "" for nothing
     */
    record Rectangle(String style, double x, double y, double width, double height, String tip) implements Mark {}

    record Line(String style, Point from, Point to) implements Mark {}

    record Dot(String style, Point at, String tip) implements Mark {}

    /** From point to point. */
    record Path(String style, List<Point> points) implements Mark {
        public Path {
            points = List.copyOf(points);
        }
    }

    /** A text on its base line. */
    record Label(String style, Point at, Anchor anchor, String words) implements Mark {}
}
