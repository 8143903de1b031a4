package org.alyxtransfer.automation.analysis.plot;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Stroke;
import java.util.List;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.AxisSpace;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.block.BlockBorder;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.title.LegendTitle;
import org.jfree.chart.ui.HorizontalAlignment;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.chart.ui.RectangleInsets;
import org.jspecify.annotations.Nullable;

/** How every plot looks: one family of fonts, four sizes, and the colours of Okabe and Ito, which colour-blind people can tell. */
final class Look {
    static final Color BLUE = new Color(0x0072B2);
    static final Color VERMILLION = new Color(0xD55E00);
    static final Color GREEN = new Color(0x009E73);
    static final Color ORANGE = new Color(0xE69F00);
    static final Color PURPLE = new Color(0xCC79A7);
    static final Color SKY = new Color(0x56B4E9);
    static final Color INK = new Color(0x222222);
    static final Color GREY = new Color(0x767676);
    static final Color FAINT = new Color(0xE4E4E4);
    static final List<Color> SERIES = List.of(BLUE, VERMILLION, GREEN, ORANGE, PURPLE, SKY);

    static final Font HEADLINE = new Font(Font.SANS_SERIF, Font.BOLD, 17);
    static final Font REMARK = new Font(Font.SANS_SERIF, Font.PLAIN, 12);
    static final Font PANEL = new Font(Font.SANS_SERIF, Font.BOLD, 12);
    static final Font LABEL = new Font(Font.SANS_SERIF, Font.PLAIN, 11);

    static final Stroke LINE = new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);
    static final Stroke HAIR = new BasicStroke(0.7f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private Look() {}

    /** A chart over the plot, titled at its left, with a legend where asked. */
    static JFreeChart chart(String title, XYPlot plot, boolean legend) {
        plot.setBackgroundPaint(Color.WHITE);
        plot.setOutlineVisible(false);
        plot.setRangeGridlinePaint(FAINT);
        plot.setRangeGridlineStroke(HAIR);
        plot.setDomainGridlinesVisible(false);
        plot.setAxisOffset(new RectangleInsets(3, 3, 3, 3));
        for (int i = 0; i < plot.getDomainAxisCount(); i++) {
            dress(plot.getDomainAxis(i));
        }
        for (int i = 0; i < plot.getRangeAxisCount(); i++) {
            dress(plot.getRangeAxis(i));
        }
        JFreeChart chart = new JFreeChart(title, PANEL, plot, false);
        chart.setBackgroundPaint(Color.WHITE);
        chart.setPadding(new RectangleInsets(4, 4, 4, 10));
        chart.getTitle().setPaint(INK);
        chart.getTitle().setHorizontalAlignment(HorizontalAlignment.LEFT);
        chart.getTitle().setMargin(0, 6, 4, 0);
        if (legend) {
            LegendTitle entries = new LegendTitle(plot);
            entries.setItemFont(LABEL);
            entries.setItemPaint(INK);
            entries.setFrame(BlockBorder.NONE);
            entries.setPosition(RectangleEdge.BOTTOM);
            chart.addLegend(entries);
        }
        return chart;
    }

    /** An axis of numbers that need not include zero. */
    static NumberAxis axis(@Nullable String label) {
        NumberAxis axis = new NumberAxis(label);
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    /** The same, from one number to the other; a little wider where they are the same. */
    static NumberAxis axis(@Nullable String label, double from, double to) {
        NumberAxis axis = axis(label);
        if (to > from) {
            axis.setRange(from, to);
        } else {
            double around = Math.max(Math.abs(from) * 0.01, 1e-9);
            axis.setRange(from - around, from + around);
        }
        return axis;
    }

    /** The same room beside each of several panels, so that their times stand below each other. */
    static AxisSpace leftMargin() {
        AxisSpace space = new AxisSpace();
        space.setLeft(62);
        return space;
    }

    private static void dress(ValueAxis axis) {
        axis.setLabelFont(LABEL);
        axis.setTickLabelFont(LABEL);
        axis.setLabelPaint(INK);
        axis.setTickLabelPaint(GREY);
        axis.setAxisLinePaint(GREY);
        axis.setTickMarkPaint(GREY);
    }
}
