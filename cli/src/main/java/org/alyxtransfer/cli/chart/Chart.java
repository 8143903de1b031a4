package org.alyxtransfer.cli.chart;

import java.io.IOException;
import java.util.List;
import org.alyxtransfer.automation.analysis.plot.Fonts;

/**
 * A chart, drawn as often and in such forms as it is asked for.
 *
 * @param title for who cannot see it
 * @param width in pixels, as its height
 */
public record Chart(String title, double width, double height, List<Mark> marks) {
    public Chart {
        marks = List.copyOf(marks);
    }

    /** To be put into a page that has {@link ChartStyle#CSS}. */
    public String svg() {
        return SvgText.of(this);
    }

    /** Stands by itself: with the style in it. */
    public String standaloneSvg() {
        return ChartStyle.standalone(svg());
    }

    /**
     * On white, in the light theme's colours, two pixels for each of the chart's. Blocks. Fails with {@code UNSUPPORTED} where
     * no fonts are installed.
     */
    public byte[] png() throws IOException {
        Fonts.require("PNG pictures", "SVGs need none");
        return PngPicture.of(this);
    }
}
