package org.alyxtransfer.cli.chart;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.alyxtransfer.cli.chart.LineChart.Across;
import org.alyxtransfer.cli.chart.LineChart.Line;
import org.alyxtransfer.cli.chart.LineChart.Point;
import org.alyxtransfer.cli.chart.Mark.Label;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineChartTest {
    @ParameterizedTest
    @ValueSource(ints = {2, 5, 9, 40})
    void namesOfStepsDoNotLieOnEachOther(int steps) {
        List<String> names = IntStream.range(0, steps)
                .mapToObj(step -> "commit" + (1000 + step))
                .toList();
        List<Point> points =
                IntStream.range(0, steps).mapToObj(step -> new Point(step, 1)).toList();

        Chart chart = LineChart.of(
                "History",
                "times as fast",
                new Across.Steps("commit", names),
                List.of(new Line("ours-stream : md5sum+smbclient", points)),
                Optional.of(1.0));

        List<Double> places = chart.marks().stream()
                .filter(Label.class::isInstance)
                .map(Label.class::cast)
                .filter(label -> names.contains(label.words()))
                .map(label -> label.at().x())
                .toList();
        assertThat(places).hasSizeGreaterThan(1);
        for (int i = 1; i < places.size(); i++) {
            assertThat(places.get(i) - places.get(i - 1)).isGreaterThan("commit1000".length() * 7);
        }
    }
}
