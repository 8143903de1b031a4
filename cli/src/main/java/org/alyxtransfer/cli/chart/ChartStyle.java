package org.alyxtransfer.cli.chart;

/** How charts look, in a light and a dark theme. Colours that people with any eyes can tell apart (Okabe and Ito). */
public final class ChartStyle {
    /** For the page that holds charts. */
    public static final String CSS = """
            svg { color-scheme: light dark;
              --ink: #1d2430; --soft: #5b6675; --grid: #e1e5ea; --ours: #0072b2; --peer: #a9b2bd; --mark: #d55e00;
              --c0: #0072b2; --c1: #d55e00; --c2: #009e73; --c3: #cc79a7; --c4: #b08a00; --c5: #56b4e9; --c6: #5b6675; }
            @media (prefers-color-scheme: dark) { svg {
              --ink: #e6e9ee; --soft: #9aa5b3; --grid: #303845; --ours: #4aa8e0; --peer: #5f6b7a; --mark: #f08c4a;
              --c0: #4aa8e0; --c1: #f08c4a; --c2: #3cc79c; --c3: #e3a3c8; --c4: #e0bd45; --c5: #8fd0f5; --c6: #9aa5b3; } }
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
            """;

    /** How many lines of a chart can be told apart by their colour. */
    public static final int COLOURS = 7;

    private ChartStyle() {}

    /** A chart that stands by itself, for a README: with the style in it. */
    public static String standalone(String svg) {
        int end = svg.indexOf('>') + 1;
        return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + svg.substring(0, end) + "\n<style>\n" + CSS
                + "</style>\n" + svg.substring(end).stripLeading();
    }
}
