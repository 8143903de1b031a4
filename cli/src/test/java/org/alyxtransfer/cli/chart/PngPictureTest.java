package org.alyxtransfer.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import javax.imageio.ImageIO;
import org.alyxtransfer.cli.chart.LineChart.Across;
import org.alyxtransfer.cli.chart.LineChart.Line;
import org.alyxtransfer.cli.chart.LineChart.Point;
import org.alyxtransfer.cli.chart.Mark.Label;
import org.alyxtransfer.cli.chart.Mark.Rectangle;
import org.junit.jupiter.api.Test;

/** What is drawn, pixel by pixel: two of them are one of the chart. */
class PngPictureTest {
    private static final int WHITE = 0xffffff;

    @Test
    void barsAreWhereTheChartHasThemAndNothingBesideThem() throws IOException {
        Chart chart = BarChart.of(
                "Speed",
                "MiB/s",
                List.of(
                        new BarChart.Bar("ours", true, 900, 900, 900, ""),
                        new BarChart.Bar("rclone", false, 300, 300, 300, "")));

        BufferedImage picture = drawn(chart);

        List<Rectangle> bars = all(chart, Rectangle.class);
        Rectangle ours = bars.get(0);
        Rectangle peer = bars.get(1);
        assertThat(ours.width()).isCloseTo(3 * peer.width(), within(0.1));
        assertThat(at(picture, ours.x() + 5, middle(ours))).isEqualTo(Colour.OURS.light);
        assertThat(at(picture, ours.x() + ours.width() - 3, middle(ours))).isEqualTo(Colour.OURS.light);
        assertThat(at(picture, peer.x() + 5, middle(peer))).isEqualTo(Colour.PEER.light);
        assertThat(at(picture, peer.x() + peer.width() - 3, middle(peer))).isEqualTo(Colour.PEER.light);
        assertThat(at(picture, peer.x() + peer.width() + 3, middle(peer))).isEqualTo(WHITE);
        assertThat(at(picture, 1, 1)).isEqualTo(WHITE);
    }

    @Test
    void namesAreWrittenBeforeTheirBars() throws IOException {
        Chart chart = BarChart.of("Speed", "MiB/s", List.of(new BarChart.Bar("md5sum+smbclient", false, 5, 4, 6, "")));

        BufferedImage picture = drawn(chart);

        Label name = all(chart, Label.class).stream()
                .filter(label -> label.words().startsWith("md5sum"))
                .findFirst()
                .orElseThrow();
        int written = 0;
        for (double x = 0; x < name.at().x(); x += 0.5) {
            for (double y = name.at().y() - 10; y < name.at().y(); y += 0.5) {
                written += at(picture, x, y) == WHITE ? 0 : 1;
            }
        }
        assertThat(written).isGreaterThan(300);
        assertThat(at(picture, 0.5, name.at().y() - 4))
                .as("cut off at the left")
                .isEqualTo(WHITE);
    }

    @Test
    void linesHaveTheirColours() throws IOException {
        Chart chart = LineChart.of(
                "Speed by files at once",
                "MiB/s",
                new Across.Doubling("files at once"),
                List.of(
                        new Line("ours-warm", List.of(new Point(1, 200), new Point(16, 800))),
                        new Line("rclone", List.of(new Point(1, 100), new Point(16, 100)))),
                Optional.of(500.0));

        BufferedImage picture = drawn(chart);

        List<Mark.Dot> dots = all(chart, Mark.Dot.class);
        assertThat(at(picture, dots.get(0).at().x(), dots.get(0).at().y())).isEqualTo(Colour.C0.light);
        assertThat(at(picture, dots.get(2).at().x() + 60, dots.get(2).at().y())).isEqualTo(Colour.C1.light);
    }

    private static BufferedImage drawn(Chart chart) throws IOException {
        byte[] png = chart.png();
        BufferedImage picture = ImageIO.read(new ByteArrayInputStream(png));
        assertThat(picture.getWidth()).isEqualTo((int) (chart.width() * 2));
        assertThat(picture.getHeight()).isEqualTo((int) (chart.height() * 2));
        assertThat(png.length).isLessThan(100_000);
        return picture;
    }

    private static <T extends Mark> List<T> all(Chart chart, Class<T> kind) {
        return chart.marks().stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static double middle(Rectangle bar) {
        return bar.y() + bar.height() / 2;
    }

    private static int at(BufferedImage picture, double x, double y) {
        return picture.getRGB((int) (x * 2), (int) (y * 2)) & 0xffffff;
    }
}
