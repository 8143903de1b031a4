package org.alyxtransfer.cli.chart;

import java.util.ArrayList;
import java.util.List;
import org.alyxtransfer.cli.chart.Mark.Anchor;
import org.alyxtransfer.cli.chart.Mark.Point;

/** Collects the marks of one chart. Coordinates are pixels from the top left; styles are classes of {@link ChartStyle}. */
final class Sketch {
    /** Pixels of a letter of a label, on the average, at the labels' size of 13. */
    static final double LETTER = 8.3;

    private final List<Mark> marks = new ArrayList<>();
    private final double width;
    private final double height;
    private final String title;

    /**
     * @param title for who cannot see it
     */
    Sketch(double width, double height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    Sketch rectangle(String style, double x, double y, double wide, double high, String tip) {
        marks.add(new Mark.Rectangle(style, x, y, Math.max(0, wide), Math.max(0, high), tip));
        return this;
    }

    Sketch line(String style, double x1, double y1, double x2, double y2) {
        marks.add(new Mark.Line(style, new Point(x1, y1), new Point(x2, y2)));
        return this;
    }

    Sketch dot(String style, double x, double y, String tip) {
        marks.add(new Mark.Dot(style, new Point(x, y), tip));
        return this;
    }

    Sketch path(String style, List<Point> points) {
        marks.add(new Mark.Path(style, points));
        return this;
    }

    Sketch label(String style, double x, double y, Anchor anchor, String words) {
        marks.add(new Mark.Label(style, new Point(x, y), anchor, words));
        return this;
    }

    Chart chart() {
        return new Chart(title, width, height, marks);
    }
}
