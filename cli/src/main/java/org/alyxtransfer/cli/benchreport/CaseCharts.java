package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.chart.BarChart;
import org.alyxtransfer.cli.chart.BarChart.Bar;
import org.alyxtransfer.cli.chart.Chart;
import org.alyxtransfer.cli.chart.HistogramChart;
import org.alyxtransfer.cli.chart.LineChart;
import org.alyxtransfer.cli.chart.LineChart.Across;
import org.alyxtransfer.cli.chart.LineChart.Line;
import org.alyxtransfer.cli.chart.LineChart.Point;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.Samples;
import org.jspecify.annotations.Nullable;

/** The charts of one case with the same files: speed, speed by files at once, speed over time, times of single files. */
final class CaseCharts {
    private static final double SMALL = 1 << 20; // bytes of a file; below it files a second tell more than bytes
    private static final double BUCKET_FACTOR = 1.25; // as FileTimes makes them
    private static final String FILES_AT_ONCE = "transfer.files-in-flight";
    static final String BENCH = "ours-bench"; // a user's own measurement
    private static final Pattern AT = Pattern.compile("(.+)@(\\d+)");

    private final SameWork work;
    private final String title;
    private final List<ResultLine> lines;

    CaseCharts(SameWork work) {
        this.work = work;
        this.title = work.title();
        this.lines = work.lines();
    }

    SameWork work() {
        return work;
    }

    String title() {
        return title;
    }

    List<ResultLine> lines() {
        return lines;
    }

    private boolean countsFiles() {
        return lines.stream().anyMatch(CaseCharts::isOfSmallFiles);
    }

    /** Registrations have no bytes at all. */
    private static boolean isOfSmallFiles(ResultLine line) {
        Long files = line.files();
        Long bytes = line.bytes();
        return files != null && bytes != null && files > 0 && (double) bytes / files < SMALL;
    }

    private String unit() {
        return countsFiles() ? "files/s" : "MiB/s";
    }

    private @Nullable Double speed(ResultLine line) {
        if (line.failed() != null) {
            return null;
        }
        return countsFiles() ? line.filesPerSecond() : line.mibPerSecond();
    }

    /** The fastest first; who could not, last. */
    Chart speeds() {
        List<Bar> bars = new ArrayList<>();
        byClient(name()).forEach((client, runs) -> bars.add(bar(client, runs)));
        bars.sort(Comparator.comparing((Bar bar) -> !bar.note().isEmpty())
                .thenComparing(Comparator.comparingDouble(Bar::median).reversed()));
        return BarChart.of("Speed of each client, " + title, unit(), bars);
    }

    private Bar bar(String client, List<ResultLine> runs) {
        boolean ours = ResultLine.isOurs(client);
        List<Double> speeds = runs.stream()
                .flatMap(run -> Optional.ofNullable(speed(run)).stream())
                .toList();
        if (speeds.isEmpty()) {
            ResultLine run = runs.get(0);
            return Bar.without(client, ours, run.cannot() == null ? "failed: " + run.failed() : run.cannot());
        }
        Spread spread = Spread.of(speeds);
        return new Bar(client, ours, spread.median(), spread.min(), spread.max(), "");
    }

    /** None with fewer than two numbers of files at once. */
    Map<String, Chart> scaling() {
        Map<String, Map<Integer, List<Double>>> found = new LinkedHashMap<>();
        for (ResultLine line : lines) {
            Double speed = speed(line);
            int files = filesAtOnce(line);
            if (speed != null && files > 0) {
                String client = AT.matcher(line.client()).replaceAll("$1");
                found.computeIfAbsent(client, any -> new LinkedHashMap<>())
                        .computeIfAbsent(files, any -> new ArrayList<>())
                        .add(speed);
            }
        }
        List<Line> curves = found.entrySet().stream()
                .filter(one -> one.getValue().size() > 1)
                .map(one -> new Line(one.getKey(), points(one.getValue())))
                .toList();
        return Portions.named(
                "scaling-" + title,
                curves,
                part -> LineChart.of(
                        "Speed by files at once, " + title,
                        unit(),
                        new Across.Doubling("files at once"),
                        part,
                        Optional.empty()));
    }

    private static List<Point> points(Map<Integer, List<Double>> speeds) {
        return speeds.entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(one -> new Point(one.getKey(), Spread.of(one.getValue()).median()))
                .toList();
    }

    /** 0 where the run found the number by itself, or it is not known. */
    private static int filesAtOnce(ResultLine line) {
        Matcher at = AT.matcher(line.client());
        if (at.matches()) {
            return Integer.parseInt(at.group(2));
        }
        String set = settings(line).getOrDefault(FILES_AT_ONCE, "");
        return set.matches("\\d{1,5}") ? Integer.parseInt(set) : 0;
    }

    /** Of the last run of each client that tells; none where none does. */
    Map<String, Chart> overTime() {
        List<Line> curves = new ArrayList<>();
        byClient(name()).forEach((client, runs) -> last(runs, ResultLine::samples)
                .filter(samples -> samples.mibPerSecond().size() > 1)
                .ifPresent(samples -> curves.add(new Line(client, points(samples)))));
        return Portions.named(
                "time-" + title,
                curves,
                part -> LineChart.of(
                        "Speed over time, " + title, "MiB/s", new Across.Numbers("seconds"), part, Optional.empty()));
    }

    private static List<Point> points(Samples samples) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < samples.mibPerSecond().size(); i++) {
            points.add(new Point(
                    (i + 0.5) * samples.everySeconds(), samples.mibPerSecond().get(i)));
        }
        return points;
    }

    /** One for each client whose runs tell. */
    Map<String, Chart> fileTimes() {
        Map<String, Chart> charts = new LinkedHashMap<>();
        byClient(name()).forEach((client, runs) -> last(runs, ResultLine::fileMillis)
                .filter(times -> !times.buckets().isEmpty())
                .ifPresent(times -> charts.put(client, histogram(client, times))));
        return charts;
    }

    private Chart histogram(String client, FileTimes times) {
        return HistogramChart.of(
                "Time of single files, " + title + ", " + client,
                "ms",
                "files",
                BUCKET_FACTOR,
                times.buckets().stream()
                        .map(bucket -> new HistogramChart.Bucket(bucket.upToMillis(), bucket.files()))
                        .toList(),
                List.of(new HistogramChart.Mark("p50", times.p50()), new HistogramChart.Mark("p99", times.p99())));
    }

    /** A user's own measurement in other settings is another client: only what differs within the case is named. */
    private Function<ResultLine, String> name() {
        Map<String, String> first = new LinkedHashMap<>();
        Set<String> differing = new LinkedHashSet<>();
        lines.stream()
                .filter(line -> line.client().equals(BENCH))
                .map(CaseCharts::settings)
                .forEach(settings -> settings.forEach((key, value) -> {
                    String before = first.putIfAbsent(key, value);
                    if (before != null && !before.equals(value)) {
                        differing.add(key);
                    }
                }));
        return line -> line.client().equals(BENCH)
                ? (BENCH + " " + differences(settings(line), first, differing)).strip()
                : line.client();
    }

    private static String differences(Map<String, String> settings, Map<String, String> first, Set<String> differing) {
        return differing.stream()
                .filter(key -> !settings.getOrDefault(key, "").equals(first.get(key)))
                .map(key -> key.replaceFirst("^[a-z]+\\.", "") + "=" + settings.getOrDefault(key, ""))
                .collect(Collectors.joining(" "));
    }

    private static Map<String, String> settings(ResultLine line) {
        return line.settings() == null ? Map.of() : line.settings();
    }

    Map<String, List<ResultLine>> byClient() {
        return byClient(name());
    }

    private Map<String, List<ResultLine>> byClient(Function<ResultLine, String> name) {
        return lines.stream().collect(Collectors.groupingBy(name, LinkedHashMap::new, Collectors.toList()));
    }

    private static <T> Optional<T> last(List<ResultLine> runs, Function<ResultLine, @Nullable T> part) {
        return runs.stream()
                .flatMap(run -> Optional.ofNullable(part.apply(run)).stream())
                .reduce((earlier, later) -> later);
    }
}
