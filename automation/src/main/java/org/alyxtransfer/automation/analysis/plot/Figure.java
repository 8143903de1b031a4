package org.alyxtransfer.automation.analysis.plot;

import java.awt.Color;
import java.awt.Font;
import java.awt.FontMetrics;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.imageio.ImageIO;
import org.jfree.chart.JFreeChart;

/** One picture: a headline, a remark below it, and panels. Lengths are in points, of which each becomes two pixels. */
final class Figure {
    static final int WIDTH = 1000;
    static final int TOP = 62; // below headline and remark
    private static final int SCALE = 2;
    private static final int MARGIN = 16;

    private final BufferedImage image;
    private final Graphics2D canvas;

    Figure(String headline, String remark, int height) {
        image = new BufferedImage(WIDTH * SCALE, height * SCALE, BufferedImage.TYPE_INT_RGB);
        canvas = image.createGraphics();
        canvas.setColor(Color.WHITE);
        canvas.fillRect(0, 0, image.getWidth(), image.getHeight());
        canvas.scale(SCALE, SCALE);
        canvas.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
        canvas.setRenderingHint(RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
        canvas.setRenderingHint(RenderingHints.KEY_FRACTIONALMETRICS, RenderingHints.VALUE_FRACTIONALMETRICS_ON);
        text(headline, Look.HEADLINE, Look.INK, 30);
        text(remark, Look.REMARK, Look.GREY, 49);
    }

    void panel(JFreeChart chart, double x, double y, double width, double height) {
        chart.draw(canvas, new Rectangle2D.Double(x, y, width, height));
    }

    /** Draws a picture as large as fits, its shape kept, in the middle. */
    void picture(BufferedImage picture, int y, int height) {
        double scale = Math.min((WIDTH - 2.0 * MARGIN) / picture.getWidth(), (double) height / picture.getHeight());
        int width = (int) Math.round(picture.getWidth() * scale);
        canvas.drawImage(picture, (WIDTH - width) / 2, y, width, (int) Math.round(picture.getHeight() * scale), null);
    }

    /** Writes it as PNG; it is whole or not there. */
    void save(Path file) throws IOException {
        canvas.dispose();
        Path part = file.resolveSibling("." + file.getFileName() + ".part");
        try {
            ImageIO.write(image, "png", part.toFile());
            Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
        } finally {
            Files.deleteIfExists(part);
        }
    }

    private void text(String text, Font font, Color colour, int baseline) {
        canvas.setFont(font);
        canvas.setColor(colour);
        FontMetrics metrics = canvas.getFontMetrics();
        String shown = text.replaceAll("\\p{Cntrl}", "?");
        while (metrics.stringWidth(shown) > WIDTH - 2 * MARGIN) {
            shown = shown.substring(0, shown.length() - 2) + "…";
        }
        canvas.drawString(shown, MARGIN, baseline);
    }
}
