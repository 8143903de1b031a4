package org.alyxtransfer.cli.chart;

import java.util.Locale;

/** Writes one picture. Coordinates are pixels from the top left. */
final class Svg {
    /** Pixels of a letter of a label, on the average, at the labels' size of 13. */
    static final double LETTER = 8.3;

    private final StringBuilder text = new StringBuilder();
    private final double width;
    private final double height;
    private final String title;

    /** Where a text is held. */
    enum Anchor {
        START,
        MIDDLE,
        END
    }

    /**
     * @param title for who cannot see it
     */
    Svg(double width, double height, String title) {
        this.width = width;
        this.height = height;
        this.title = title;
    }

    Svg rectangle(String style, double x, double y, double wide, double high, String tip) {
        text.append(format(
                "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\">%s</rect>\n",
                style, x, y, Math.max(0, wide), Math.max(0, high), tip(tip)));
        return this;
    }

    Svg line(String style, double x1, double y1, double x2, double y2) {
        text.append(format(
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n", style, x1, y1, x2, y2));
        return this;
    }

    Svg dot(String style, double x, double y, String tip) {
        text.append(
                format("<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"3.2\">%s</circle>\n", style, x, y, tip(tip)));
        return this;
    }

    /** A polyline through points that are given as "x,y x,y". */
    Svg path(String style, String points) {
        text.append(format("<polyline class=\"%s\" points=\"%s\"/>\n", style, points));
        return this;
    }

    Svg label(String style, double x, double y, Anchor anchor, String words) {
        text.append(format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                style, x, y, anchor.name().toLowerCase(Locale.ROOT), escaped(words)));
        return this;
    }

    /** The picture, to be put into a page that has {@link ChartStyle#CSS}. */
    String inline() {
        return format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n",
                width, height, escaped(title), text);
    }

    static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    static String point(double x, double y) {
        return format("%.1f,%.1f", x, y);
    }

    private static String tip(String words) {
        return words.isEmpty() ? "" : "<title>" + escaped(words) + "</title>";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
