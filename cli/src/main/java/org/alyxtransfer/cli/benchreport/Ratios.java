package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * How many times as fast one client of ours was as a peer, in one case: round by round, as both ran minutes apart at most, so
 * whatever slowed the machine slowed both.
 *
 * @param rounds a ratio for each round that both finished
 */
public record Ratios(String scenario, String ours, String peer, List<Double> rounds) {
    public Ratios {
        rounds = List.copyOf(rounds);
    }

    /** Those of every case, each of our clients and each peer that have a round in common, in the order of the lines. */
    public static List<Ratios> of(List<ResultLine> lines) {
        Map<String, Map<String, Map<Integer, Double>>> seconds = new LinkedHashMap<>();
        for (ResultLine line : lines) {
            Double took = line.seconds();
            if (took != null) {
                seconds.computeIfAbsent(line.scenario(), any -> new LinkedHashMap<>())
                        .computeIfAbsent(line.client(), any -> new LinkedHashMap<>())
                        .put(line.round(), took);
            }
        }
        List<Ratios> all = new ArrayList<>();
        seconds.forEach((scenario, clients) -> clients.forEach((ours, own) -> clients.forEach((peer, theirs) -> {
            if (ResultLine.isOurs(ours) && !ResultLine.isOurs(peer)) {
                List<Double> rounds = own.entrySet().stream()
                        .flatMap(round ->
                                Stream.ofNullable(theirs.get(round.getKey())).map(peers -> peers / round.getValue()))
                        .toList();
                if (!rounds.isEmpty()) {
                    all.add(new Ratios(scenario, ours, peer, rounds));
                }
            }
        })));
        return all;
    }

    public Spread spread() {
        return Spread.of(rounds);
    }
}
