package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * How many times as fast one client of ours was as a peer, in one case: round by round, as both ran minutes apart at most, so
 * whatever slowed the machine slowed both. Rounds of different invocations, or of other amounts, are no pairs.
 *
 * @param amount what both moved in each round
 * @param rounds a ratio for each round that both finished, of all invocations
 */
public record Ratios(String scenario, Amount amount, String ours, String peer, List<Double> rounds) {
    /** With fewer rounds a ratio is told, but nothing is claimed. */
    public static final int ENOUGH = 5;

    public Ratios {
        rounds = List.copyOf(rounds);
    }

    /** Those of every case, each of our clients and each peer that have a round in common, in the order of the lines. */
    public static List<Ratios> of(List<ResultLine> lines) {
        Map<String, List<ResultLine>> cases = lines.stream()
                .filter(Invocations::hasFigures)
                .collect(Collectors.groupingBy(ResultLine::scenario, LinkedHashMap::new, Collectors.toList()));
        List<Ratios> all = new ArrayList<>();
        cases.forEach((scenario, measured) -> {
            List<List<ResultLine>> invocations = Invocations.of(measured);
            for (Amount amount : amounts(measured)) {
                List<List<ResultLine>> same = invocations.stream()
                        .map(invocation -> invocation.stream()
                                .filter(line -> Amount.of(line).equals(amount))
                                .toList())
                        .toList();
                all.addAll(ofSameWork(scenario, amount, same));
            }
        });
        return all;
    }

    private static List<Amount> amounts(List<ResultLine> lines) {
        return lines.stream().map(Amount::of).distinct().toList();
    }

    private static List<Ratios> ofSameWork(String scenario, Amount amount, List<List<ResultLine>> invocations) {
        List<ResultLine> measured = invocations.stream().flatMap(List::stream).toList();
        List<Ratios> all = new ArrayList<>();
        for (String ours : clients(measured, true)) {
            for (String peer : clients(measured, false)) {
                List<Double> rounds = invocations.stream()
                        .flatMap(invocation -> rounds(of(ours, invocation), of(peer, invocation)))
                        .toList();
                if (!rounds.isEmpty()) {
                    all.add(new Ratios(scenario, amount, ours, peer, rounds));
                }
            }
        }
        return all;
    }

    private static List<String> clients(List<ResultLine> lines, boolean ours) {
        return lines.stream()
                .map(ResultLine::client)
                .distinct()
                .filter(client -> ResultLine.isOurs(client) == ours)
                .toList();
    }

    private static List<ResultLine> of(String client, List<ResultLine> lines) {
        return lines.stream().filter(line -> line.client().equals(client)).toList();
    }

    private static Stream<Double> rounds(List<ResultLine> ours, List<ResultLine> peers) {
        return ours.stream().flatMap(own -> peers.stream()
                .filter(peer -> peer.round() == own.round())
                .map(peer -> seconds(peer) / seconds(own)));
    }

    private static double seconds(ResultLine line) {
        return Objects.requireNonNull(line.seconds());
    }

    /** The case, and what was moved where the lines tell it. */
    public String title() {
        return amount.equals(Amount.UNKNOWN) ? scenario : scenario + ", " + amount.words();
    }

    /** Whether there are so few rounds that nothing should be claimed. */
    public boolean areFew() {
        return rounds.size() < ENOUGH;
    }

    public Spread spread() {
        return Spread.of(rounds);
    }
}
