package org.alyxtransfer.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.benchreport.Ratios;
import org.alyxtransfer.cli.benchreport.Spread;
import org.alyxtransfer.cli.result.ResultLine;

/** The table for people, as Markdown: a row per client, then how our clients compare with each peer. */
final class Report {
    private Report() {}

    /** @param asked all that were to run; a peer that cannot do a scenario, or not all of it, gets a row that says so */
    static String of(List<Measurement> runs, List<Client> asked) {
        List<Client> peers = asked.stream()
                .filter(client -> !ResultLine.isOurs(client.name()))
                .toList();
        return runs.stream()
                .collect(Collectors.groupingBy(run -> run.scenario().name(), LinkedHashMap::new, Collectors.toList()))
                .values()
                .stream()
                .map(ofOne -> scenario(ofOne, peers))
                .collect(Collectors.joining("\n"));
    }

    private static String scenario(List<Measurement> runs, List<Client> peers) {
        List<String> clients = runs.stream().map(Measurement::client).distinct().toList();
        var text = new StringBuilder();
        Scenario scenario = runs.get(0).scenario();
        line(text, "### %s (%s)\n", scenario.name(), scenario.files());
        line(text, "| client | seconds (min–max) | MiB/s | files/s | client CPU-s/GiB | peak RSS MiB | runs |");
        line(text, "|---|---|---|---|---|---|---|");
        clients.forEach(client -> row(text, client, of(client, runs)));
        peers.forEach(peer ->
                peer.objection(scenario).ifPresent(why -> line(text, "| %s | %s | | | | | 0 |", peer.name(), why)));
        clients.stream().filter(ResultLine::isOurs).forEach(ours -> line(text, "\n%s", ratios(ours, clients, runs)));
        if (clients.stream().anyMatch(client -> of(client, runs).size() < Ratios.ENOUGH)) {
            line(text, "\nFewer than five rounds: no claim.");
        }
        inabilities(text, scenario, peers);
        return text.toString();
    }

    private static void inabilities(StringBuilder text, Scenario scenario, List<Client> peers) {
        List<Client> found = peers.stream()
                .filter(peer -> peer.takes(scenario) && !peer.cannot(scenario).isEmpty())
                .toList();
        if (!found.isEmpty()) {
            line(text, "\n| peer | cannot |");
            line(text, "|---|---|");
            found.forEach(peer -> line(text, "| %s | %s |", peer.name(), String.join("; ", peer.cannot(scenario))));
        }
    }

    private static List<Measurement> of(String client, List<Measurement> runs) {
        return runs.stream().filter(run -> run.client().equals(client)).toList();
    }

    private static void row(StringBuilder text, String client, List<Measurement> runs) {
        line(
                text,
                "| %s | %s | %.0f | %.0f | %.2f | %.0f | %d |",
                client,
                spread(runs, Measurement::seconds).words(),
                spread(runs, Measurement::mibPerSecond).median(),
                spread(runs, Measurement::filesPerSecond).median(),
                spread(runs, Measurement::clientCpuSecondsPerGib).median(),
                spread(runs, Measurement::peakRssMib).max(),
                runs.size());
    }

    private static String ratios(String ours, List<String> clients, List<Measurement> runs) {
        List<Ratios> all =
                Ratios.of(runs.stream().map(run -> JsonLines.line(run, null)).toList());
        return clients.stream()
                .filter(client -> !ResultLine.isOurs(client))
                .map(peer -> all.stream()
                        .filter(ratios ->
                                ratios.ours().equals(ours) && ratios.peer().equals(peer))
                        .findFirst()
                        .map(Report::ratio)
                        .orElse(peer + " (no round in common)"))
                .collect(Collectors.joining(", ", ours + ": ", ""));
    }

    private static String ratio(Ratios ratios) {
        Spread spread = ratios.spread();
        return String.format(
                Locale.ROOT,
                "%.2f × as fast as %s (%.2f–%.2f)",
                spread.median(),
                ratios.peer(),
                spread.min(),
                spread.max());
    }

    private static Spread spread(List<Measurement> runs, ToDoubleFunction<Measurement> figure) {
        return Spread.of(runs.stream().mapToDouble(figure).boxed().toList());
    }

    private static void line(StringBuilder text, String format, Object... values) {
        text.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
