package org.alyxtransfer.cli.benchreport;

import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.alyxtransfer.cli.benchreport.Browser.Place;

/**
 * A chart as the page has it, beside a picture of the page: which of its bars, lines and dots are not in the picture where they
 * should be, in their colours.
 */
final class DrawnChart {
    private static final Pattern SVG = Pattern.compile("<figure><svg .*?</svg>", Pattern.DOTALL);
    private static final Pattern HEAD = Pattern.compile("viewBox=\"0 0 (\\d+) \\d+\" .*?aria-label=\"(.*?)\"");
    private static final Pattern BAR = Pattern.compile(
            "<rect class=\"(\\w+)\" x=\"([\\d.]+)\" y=\"([\\d.]+)\" width=\"([\\d.]+)\" height=\"([\\d.]+)\"");
    private static final Pattern LINE = Pattern.compile("<polyline class=\"(\\w+)\" points=\"(.*?)\"");
    private static final Pattern DOT = Pattern.compile("<circle class=\"(\\w+)\" cx=\"([\\d.]+)\" cy=\"([\\d.]+)\"");
    private static final Pattern STYLE = Pattern.compile("svg \\.(\\w+) \\{ (?:fill|stroke): var\\(--(\\w+)\\)");
    private static final Pattern VARIABLE = Pattern.compile("--(\\w+): #([0-9a-f]{6})");
    private static final int PARTS = 40; // of a bar or a line, where it is looked for
    private static final int LIKE = 48; // of 255, of each of red, green and blue: edges are blended

    private final String svg;
    private final Place place;
    private final double scale;
    private final String title;
    private final BufferedImage page;
    private final Map<String, Integer> colours;

    private record Bar(String style, double x, double y, double width, double height) {
        boolean holds(double left, double top) {
            return left >= x && left <= x + width && top >= y && top <= y + height;
        }
    }

    private DrawnChart(String svg, Place place, BufferedImage page, Map<String, Integer> colours) {
        Matcher head = HEAD.matcher(svg);
        if (!head.find()) {
            throw new AssertionError("no size and title: " + svg);
        }
        this.svg = svg;
        this.place = place;
        this.scale = place.width() / Double.parseDouble(head.group(1));
        this.title = head.group(2);
        this.page = page;
        this.colours = colours;
    }

    /** Those of a page, in their order. */
    static List<DrawnChart> all(String html, List<Place> places, BufferedImage page, boolean dark) {
        List<String> found = SVG.matcher(html).results().map(MatchResult::group).toList();
        if (found.size() != places.size()) {
            throw new AssertionError(found.size() + " charts, but the browser has " + places.size());
        }
        List<DrawnChart> charts = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
            charts.add(new DrawnChart(found.get(i), places.get(i), page, colours(html, dark)));
        }
        return charts;
    }

    /** By style; a page names each variable for the light theme first, then for the dark one. */
    private static Map<String, Integer> colours(String html, boolean dark) {
        Map<String, List<Integer>> variables = new HashMap<>();
        VARIABLE.matcher(html).results().forEach(one -> variables
                .computeIfAbsent(one.group(1), any -> new ArrayList<>())
                .add(Integer.parseInt(one.group(2), 16)));
        Map<String, Integer> colours = new HashMap<>();
        STYLE.matcher(html)
                .results()
                .forEach(one -> colours.put(
                        one.group(1),
                        variables.getOrDefault(one.group(2), List.of()).get(dark ? 1 : 0)));
        return colours;
    }

    String title() {
        return title;
    }

    /** How many bars, lines and dots it should have. */
    int shapes() {
        return bars().size()
                + (int) (LINE.matcher(svg).results().count()
                        + DOT.matcher(svg).results().count());
    }

    /** Those that are not to be seen. */
    List<String> missing() {
        List<String> missing = new ArrayList<>();
        List<Bar> bars = bars();
        for (int i = 0; i < bars.size(); i++) {
            if (!isDrawn(bars, i)) {
                missing.add(bars.get(i).toString());
            }
        }
        LINE.matcher(svg).results().filter(line -> !isDrawn(line)).forEach(line -> missing.add(line.group()));
        DOT.matcher(svg)
                .results()
                .filter(dot -> !isNear(number(dot, 2), number(dot, 3), dot.group(1)))
                .forEach(dot -> missing.add(dot.group()));
        return missing;
    }

    /** How many pixels are not of the colour that most are of: what is written is drawn as well. */
    long marked() {
        Map<Integer, Long> counts = new HashMap<>();
        long all = 0;
        for (int y = 0; y < (int) place.height(); y++) {
            for (int x = 0; x < (int) place.width(); x++) {
                counts.merge(page.getRGB((int) place.left() + x, (int) place.top() + y), 1L, Long::sum);
                all++;
            }
        }
        return all - counts.values().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    private List<Bar> bars() {
        return BAR.matcher(svg)
                .results()
                .map(one -> new Bar(one.group(1), number(one, 2), number(one, 3), number(one, 4), number(one, 5)))
                .filter(bar -> bar.width() > 2 && bar.height() > 5)
                .toList();
    }

    /** In most places where no later bar lies upon it; near its upper edge, as a spread may be drawn in the middle. */
    private boolean isDrawn(List<Bar> bars, int index) {
        Bar bar = bars.get(index);
        int seen = 0;
        int looked = 0;
        for (int part = 1; part < PARTS; part++) {
            double x = bar.x() + bar.width() * part / PARTS;
            double y = bar.y() + 2.5;
            if (bars.subList(index + 1, bars.size()).stream().noneMatch(later -> later.holds(x, y))) {
                looked++;
                seen += isLike(x, y, 0, 0, bar.style()) ? 1 : 0;
            }
        }
        return looked > 0 && 2 * seen > looked;
    }

    /** In most places; lines may cross. */
    private boolean isDrawn(MatchResult line) {
        String[] points = line.group(2).split(" ");
        int seen = 0;
        int looked = 0;
        for (int i = 1; i < points.length; i++) {
            double[] from = point(points[i - 1]);
            double[] to = point(points[i]);
            for (int part = 1; part < PARTS; part++) {
                double on = (double) part / PARTS;
                looked++;
                seen += isNear(from[0] + on * (to[0] - from[0]), from[1] + on * (to[1] - from[1]), line.group(1))
                        ? 1
                        : 0;
            }
        }
        return looked > 0 && 4 * seen > 3 * looked;
    }

    private boolean isNear(double x, double y, String style) {
        for (int down = -2; down <= 2; down++) {
            for (int right = -2; right <= 2; right++) {
                if (isLike(x, y, right, down, style)) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isLike(double x, double y, int right, int down, String style) {
        Integer wanted = colours.get(style);
        if (wanted == null) {
            return false;
        }
        int found = page.getRGB((int) (place.left() + x * scale) + right, (int) (place.top() + y * scale) + down);
        for (int shift = 0; shift <= 16; shift += 8) {
            if (Math.abs((found >> shift & 0xff) - (wanted >> shift & 0xff)) > LIKE) {
                return false;
            }
        }
        return true;
    }

    private static double[] point(String text) {
        String[] parts = text.split(",");
        return new double[] {Double.parseDouble(parts[0]), Double.parseDouble(parts[1])};
    }

    private static double number(MatchResult found, int group) {
        return Double.parseDouble(found.group(group));
    }
}
