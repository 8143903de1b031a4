package org.alyxtransfer.cli.chart;

import java.util.Locale;
import java.util.stream.Collectors;

/** Writes a chart as SVG. */
final class SvgText {
    private SvgText() {}

    static String of(Chart chart) {
        String marks = chart.marks().stream().map(SvgText::mark).collect(Collectors.joining());
        return format(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %.0f %.0f\" role=\"img\" aria-label=\"%s\">\n%s</svg>\n",
                chart.width(), chart.height(), escaped(chart.title()), marks);
    }

    private static String mark(Mark mark) {
        if (mark instanceof Mark.Rectangle it) {
            return format(
                    "<rect class=\"%s\" x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\" rx=\"2\">%s</rect>\n",
                    it.style(), it.x(), it.y(), it.width(), it.height(), tip(it.tip()));
        }
        if (mark instanceof Mark.Line it) {
            return format(
                    "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>\n",
                    it.style(),
                    it.from().x(),
                    it.from().y(),
                    it.to().x(),
                    it.to().y());
        }
        if (mark instanceof Mark.Dot it) {
            return format(
                    "<circle class=\"%s\" cx=\"%.1f\" cy=\"%.1f\" r=\"%.1f\">%s</circle>\n",
                    it.style(), it.at().x(), it.at().y(), Mark.DOT, tip(it.tip()));
        }
        if (mark instanceof Mark.Path it) {
            String points = it.points().stream()
                    .map(point -> format("%.1f,%.1f", point.x(), point.y()))
                    .collect(Collectors.joining(" "));
            return format("<polyline class=\"%s\" points=\"%s\"/>\n", it.style(), points);
        }
        Mark.Label it = (Mark.Label) mark;
        return format(
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\">%s</text>\n",
                it.style(), it.at().x(), it.at().y(), it.anchor().name().toLowerCase(Locale.ROOT), escaped(it.words()));
    }

    private static String escaped(String words) {
        return words.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }

    private static String tip(String words) {
        return words.isEmpty() ? "" : "<title>" + escaped(words) + "</title>";
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
