package org.alyxtransfer.cli.chart;

/** How charts look in a browser, in a light and a dark theme; {@link PngPicture} draws the same. */
public final class ChartStyle {
    /** For the page that holds charts. */
    public static final String CSS =
            """
            svg { color-scheme: light dark; LIGHT }
            @media (prefers-color-scheme: dark) { svg { DARK } }
            svg text { font-family: system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif;
              font-size: 13px; fill: var(--ink); font-variant-numeric: tabular-nums; }
            svg .soft { fill: var(--soft); font-size: 12px; }
            svg .strong { font-weight: 600; }
            svg .grid { stroke: var(--grid); stroke-width: 1; }
            svg .axis { stroke: var(--soft); stroke-width: 1; }
            svg .ours { fill: var(--ours); }
            svg .peer { fill: var(--peer); }
            svg .track { fill: var(--grid); }
            svg .hot { fill: var(--mark); }
            svg .spread { stroke: var(--ink); stroke-width: 1.5; }
            svg .mark { stroke: var(--mark); stroke-width: 1.5; stroke-dasharray: 4 3; }
            svg polyline { fill: none; stroke-width: 2; stroke-linejoin: round; stroke-linecap: round; }
            svg .l0 { stroke: var(--c0); } svg .f0 { fill: var(--c0); }
            svg .l1 { stroke: var(--c1); } svg .f1 { fill: var(--c1); }
            svg .l2 { stroke: var(--c2); } svg .f2 { fill: var(--c2); }
            svg .l3 { stroke: var(--c3); } svg .f3 { fill: var(--c3); }
            svg .l4 { stroke: var(--c4); } svg .f4 { fill: var(--c4); }
            svg .l5 { stroke: var(--c5); } svg .f5 { fill: var(--c5); }
            svg .l6 { stroke: var(--c6); } svg .f6 { fill: var(--c6); }
            """.replace("LIGHT", Colour.css(colour -> colour.light)).replace("DARK", Colour.css(colour -> colour.dark));

    /** How many lines of a chart can be told apart by their colour. */
    public static final int COLOURS = 7;

    private ChartStyle() {}

    static String standalone(String svg) {
        int end = svg.indexOf('>') + 1;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.substring(0, end) + "\n<style>\n" + CSS
                + "</style>\n" + svg.substring(end).stripLeading();
    }
}
