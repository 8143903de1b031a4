package org.alyxtransfer.cli.chart;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.Stroke;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import javax.imageio.ImageIO;

/** Draws a chart as {@link ChartStyle#CSS} says, in the light theme. */
final class PngPicture {
    private static final int SCALE = 2;
    private static final double CORNER = 4; // diameter
    private static final Font PLAIN = new Font(Font.SANS_SERIF, Font.PLAIN, 13);
    private static final Font STRONG = PLAIN.deriveFont(Font.BOLD);
    private static final Font SOFT = PLAIN.deriveFont(12f);
    private static final Stroke HAIR = new BasicStroke(1);
    private static final Stroke SPREAD = new BasicStroke(1.5f);
    private static final Stroke DASHES =
            new BasicStroke(1.5f, BasicStroke.CAP_BUTT, BasicStroke.JOIN_MITER, 10, new float[] {4, 3}, 0);
    private static final Stroke CURVE = new BasicStroke(2, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND);

    private final Graphics2D canvas;

    private PngPicture(Graphics2D canvas) {
        this.canvas = canvas;
    }

    static byte[] of(Chart chart) throws IOException {
        BufferedImage image = new BufferedImage(
                (int) Math.ceil(chart.width() * SCALE),
                (int) Math.ceil(chart.height() * SCALE),
                BufferedImage.TYPE_INT_RGB);
        Graphics2D canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        canvas.scale(SCALE, SCALE);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        PngPicture picture = new PngPicture(canvas);
        chart.marks().forEach(picture::draw);
        canvas.dispose();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        ImageIO.write(image, "png", bytes);
        return bytes.toByteArray();
    }

    private void draw(Mark mark) {
        if (mark instanceof Mark.Rectangle it) {
            fill(it.style(), new RoundRectangle2D.Double(it.x(), it.y(), it.width(), it.height(), CORNER, CORNER));
        } else if (mark instanceof Mark.Line it) {
            stroke(
                    it.style(),
                    new Line2D.Double(
                            it.from().x(), it.from().y(), it.to().x(), it.to().y()));
        } else if (mark instanceof Mark.Dot it) {
            double left = it.at().x() - Mark.DOT;
            fill(it.style(), new Ellipse2D.Double(left, it.at().y() - Mark.DOT, 2 * Mark.DOT, 2 * Mark.DOT));
        } else if (mark instanceof Mark.Path it) {
            stroke(it.style(), path(it.points()));
        } else if (mark instanceof Mark.Label it) {
            label(it);
        }
    }

    private void fill(String style, Shape shape) {
        canvas.setColor(colour(style));
        canvas.fill(shape);
    }

    private void stroke(String style, Shape shape) {
        canvas.setColor(colour(style));
        canvas.setStroke(
                switch (style) {
                    case "grid", "axis" -> HAIR;
                    case "spread" -> SPREAD;
                    case "mark" -> DASHES;
                    default -> CURVE;
                });
        canvas.draw(shape);
    }

    private static Shape path(List<Mark.Point> points) {
        Path2D path = new Path2D.Double();
        for (Mark.Point point : points) {
            if (path.getCurrentPoint() == null) {
                path.moveTo(point.x(), point.y());
            } else {
                path.lineTo(point.x(), point.y());
            }
        }
        return path;
    }

    private void label(Mark.Label label) {
        canvas.setFont(label.style().contains("strong") ? STRONG : label.style().equals("soft") ? SOFT : PLAIN);
        canvas.setColor(label.style().equals("strong") ? light(Colour.INK) : colour(label.style()));
        double width = canvas.getFont()
                .getStringBounds(label.words(), canvas.getFontRenderContext())
                .getWidth();
        double before =
                switch (label.anchor()) {
                    case START -> 0;
                    case MIDDLE -> width / 2;
                    case END -> width;
                };
        canvas.drawString(label.words(), (float) (label.at().x() - before), (float)
                label.at().y());
    }

    private static Color colour(String style) {
        String name = style.replaceFirst("^strong ", "");
        return light(
                switch (name) {
                    case "soft", "axis" -> Colour.SOFT;
                    case "grid", "track" -> Colour.GRID;
                    case "ours" -> Colour.OURS;
                    case "peer" -> Colour.PEER;
                    case "hot", "mark" -> Colour.MARK;
                    default -> name.matches("[lf]\\d") ? Colour.ofLine(name.charAt(1) - '0') : Colour.INK;
                });
    }

    private static Color light(Colour colour) {
        return new Color(colour.light);
    }
}
