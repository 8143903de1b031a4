package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.Machine;
import org.alyxtransfer.cli.result.Pauses;
import org.alyxtransfer.cli.result.ResultLine;
import org.jspecify.annotations.Nullable;

/** The figures beside the charts. What was not measured is a dash. */
final class ReportTables {
    private static final String NOTHING = "–";
    private static final String FEW = " *";

    private ReportTables() {}

    /** What it ran on, where the lines tell. */
    static String machine(Campaign campaign) {
        Optional<Machine> machine = campaign.lines().stream()
                .map(ResultLine::machine)
                .filter(Objects::nonNull)
                .findFirst();
        return machine.map(found -> ": " + found.cores() + " cores"
                        + (found.memoryMib() == null ? "" : ", " + Figures.bytes(found.memoryMib() << 20)) + ", "
                        + Html.escaped(found.kernel()))
                .orElse("");
    }

    /** How many files, how many bytes, how often. */
    static String work(CaseCharts one) {
        String work = measured(one.lines()).stream()
                .filter(line -> line.files() != null && line.bytes() != null)
                .findFirst()
                .map(line -> Figures.count(Objects.requireNonNull(line.files()), "file") + ", "
                        + Figures.bytes(Objects.requireNonNull(line.bytes())))
                .orElse("");
        long rounds = one.byClient().values().stream()
                .mapToLong(runs -> measured(runs).size())
                .max()
                .orElse(0);
        return work
                + (rounds > 1 ? ", up to " + rounds + " rounds" : "")
                + (one.work().isOneOfSeveral()
                        ? ". These lines have this case with other files, too: each has a section of its own."
                        : "");
    }

    /** Those that have figures; a run that failed may tell some, of what it did until then. */
    private static List<ResultLine> measured(List<ResultLine> runs) {
        return runs.stream()
                .filter(run -> run.isMeasured() && run.failed() == null)
                .toList();
    }

    static String clients(CaseCharts one) {
        List<List<String>> rows = new ArrayList<>();
        one.byClient().forEach((client, runs) -> rows.add(row(client, runs)));
        List<String> headings = List.of(
                "client",
                ">seconds",
                ">MiB/s",
                ">files/s",
                ">CPU-s/GiB",
                ">peak MiB",
                ">GC s",
                ">p50 ms",
                ">p99 ms",
                ">runs");
        List<Integer> told = IntStream.range(0, headings.size())
                .filter(column -> rows.stream().anyMatch(row -> !row.get(column).equals(NOTHING)))
                .boxed()
                .toList();
        return Html.table(
                some(headings, told), rows.stream().map(row -> some(row, told)).toList(), ResultLine::isOurs);
    }

    private static List<String> some(List<String> cells, List<Integer> columns) {
        return columns.stream().map(cells::get).toList();
    }

    private static List<String> row(String client, List<ResultLine> runs) {
        List<ResultLine> measured = measured(runs);
        if (measured.isEmpty()) {
            ResultLine run = runs.get(0);
            String why = run.cannot() == null ? "failed" : run.cannot();
            return List.of(client, why, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, NOTHING, "0");
        }
        return List.of(
                client,
                median(measured, ResultLine::seconds, "%.2f"),
                median(measured, ResultLine::mibPerSecond, "%,.0f"),
                median(measured, ResultLine::filesPerSecond, "%,.0f"),
                median(measured, ResultLine::clientCpuSecondsPerGib, "%.2f"),
                median(measured, ResultLine::peakRssMib, "%.0f"),
                median(measured, line -> of(line.gc(), Pauses::seconds), "%.2f"),
                median(measured, line -> of(line.fileMillis(), FileTimes::p50), "%.1f"),
                median(measured, line -> of(line.fileMillis(), FileTimes::p99), "%.1f"),
                Integer.toString(measured.size()));
    }

    private static <T> @Nullable Double of(@Nullable T part, Function<T, Double> figure) {
        return part == null ? null : figure.apply(part);
    }

    private static String median(List<ResultLine> runs, Function<ResultLine, @Nullable Double> figure, String form) {
        List<Double> figures = runs.stream()
                .flatMap(run -> Optional.ofNullable(figure.apply(run)).stream())
                .toList();
        return figures.isEmpty()
                ? NOTHING
                : String.format(Locale.ROOT, form, Spread.of(figures).median());
    }

    /** A row for each of our clients, a column for each peer. */
    static String ratios(CaseCharts one) {
        Map<String, Map<String, String>> table = new LinkedHashMap<>();
        List<String> peers = new ArrayList<>();
        boolean few = false;
        for (Ratios ratios : Ratios.of(one.lines())) {
            if (!peers.contains(ratios.peer())) {
                peers.add(ratios.peer());
            }
            few |= ratios.areFew();
            table.computeIfAbsent(ratios.ours(), any -> new LinkedHashMap<>())
                    .put(ratios.peer(), ratios.spread().words() + (ratios.areFew() ? FEW : ""));
        }
        if (table.isEmpty()) {
            return "";
        }
        List<String> headings = new ArrayList<>(List.of("times as fast as"));
        peers.forEach(peer -> headings.add(">" + peer));
        List<List<String>> rows = new ArrayList<>();
        table.forEach((ours, ratios) -> {
            List<String> row = new ArrayList<>(List.of(ours));
            peers.forEach(peer -> row.add(ratios.getOrDefault(peer, NOTHING)));
            rows.add(row);
        });
        String note = few ? "<p class=\"note\">" + FEW.strip() + " fewer than five rounds: no claim</p>\n" : "";
        return Html.table(headings, rows, ResultLine::isOurs) + note;
    }

    /** A row for each peer whose lines tell what it cannot do besides. */
    static String inabilities(CaseCharts one) {
        Map<String, String> peers = new LinkedHashMap<>();
        for (ResultLine line : one.lines()) {
            String cannot = line.settings() == null ? null : line.settings().get(ResultLine.CANNOT);
            if (cannot != null && !line.isOurs()) {
                peers.putIfAbsent(line.client(), cannot);
            }
        }
        List<List<String>> rows = peers.entrySet().stream()
                .map(peer -> List.of(peer.getKey(), peer.getValue()))
                .toList();
        return rows.isEmpty() ? "" : Html.table(List.of("peer", "cannot"), rows, ResultLine::isOurs);
    }

    /** For each client the settings of its first run. */
    static String settings(Campaign campaign) {
        Map<String, Map<String, String>> clients = new LinkedHashMap<>();
        for (ResultLine line : campaign.lines()) {
            if (line.settings() != null) {
                clients.putIfAbsent(line.client(), new TreeMap<>(line.settings()));
            }
        }
        List<List<String>> rows = new ArrayList<>();
        clients.forEach((client, settings) -> rows.add(List.of(client, words(settings))));
        return rows.isEmpty()
                ? "<p class=\"note\">The lines tell no settings.</p>\n"
                : Html.table(List.of("client", "settings of its first run"), rows, ResultLine::isOurs);
    }

    private static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining("; "));
    }
}
