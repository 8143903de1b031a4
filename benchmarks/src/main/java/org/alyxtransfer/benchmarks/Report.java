package org.alyxtransfer.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;

/** The table for people, as Markdown: a row per client, then how our clients compare with each peer. */
final class Report {
    private static final String OURS = "ours";

    private Report() {}

    /** @param asked all that were to run; who cannot do a scenario gets a row that says why */
    static String of(List<Measurement> runs, List<Client> asked) {
        return runs.stream()
                .collect(Collectors.groupingBy(run -> run.scenario().name(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofOne -> scenario(ofOne, asked))
                .collect(Collectors.joining("\n"));
    }

    private static String scenario(List<Measurement> runs, List<Client> asked) {
        List<String> clients = runs.stream().map(Measurement::client).distinct().toList();
        var text = new StringBuilder();
        Scenario scenario = runs.get(0).scenario();
        line(text, "### %s (%s)\n", scenario.name(), scenario.files());
        line(text, "| client | seconds (min–max) | MiB/s | files/s | client CPU-s/GiB | peak RSS MiB | runs |");
        line(text, "|---|---|---|---|---|---|---|");
        clients.forEach(client -> row(text, client, of(client, runs)));
        asked.stream().filter(client -> !isOurs(client.name())).forEach(client -> client.objection(scenario)
                .ifPresent(why -> line(text, "| %s | %s | | | | | 0 |", client.name(), why)));
        clients.stream().filter(Report::isOurs).forEach(ours -> line(text, "\n%s", ratios(ours, clients, runs)));
        return text.toString();
    }

    private static List<Measurement> of(String client, List<Measurement> runs) {
        return runs.stream().filter(run -> run.client().equals(client)).toList();
    }

    private static void row(StringBuilder text, String client, List<Measurement> runs) {
        Spread seconds = spread(runs, Measurement::seconds);
        line(
                text,
                "| %s | %.2f (%.2f–%.2f) | %.0f | %.0f | %.2f | %.0f | %d |",
                client,
                seconds.median(),
                seconds.min(),
                seconds.max(),
                spread(runs, Measurement::mibPerSecond).median(),
                spread(runs, Measurement::filesPerSecond).median(),
                spread(runs, Measurement::clientCpuSecondsPerGib).median(),
                spread(runs, Measurement::peakRssMib).max(),
                runs.size());
    }

    private static String ratios(String ours, List<String> clients, List<Measurement> runs) {
        return clients.stream()
                .filter(client -> !isOurs(client))
                .map(peer -> ratio(of(ours, runs), of(peer, runs), peer))
                .collect(Collectors.joining(", ", ours + ": ", ""));
    }

    private static String ratio(List<Measurement> ours, List<Measurement> peers, String peer) {
        List<Double> ratios = Ratios.ofRounds(ours, peers);
        if (ratios.isEmpty()) {
            return peer + " (no round in common)";
        }
        Spread ratio = Spread.of(ratios);
        return String.format(
                Locale.ROOT, "%.2f × as fast as %s (%.2f–%.2f)", ratio.median(), peer, ratio.min(), ratio.max());
    }

    private static Spread spread(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).boxed().toList());
    }

    private static boolean isOurs(String client) {
        return client.startsWith(OURS);
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
