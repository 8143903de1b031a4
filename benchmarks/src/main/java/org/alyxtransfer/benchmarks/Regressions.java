package org.alyxtransfer.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.benchreport.Ratios;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * Compares two campaigns by their ratios to peers. Speeds of different days say nothing: the machine may have been another
 * one; a peer that ran in between is the yardstick.
 */
final class Regressions {
    /** The median ratio may fall by so much. */
    static final double BEARABLE = 0.15;

    /** How likely a fall may be that is chance alone. */
    static final double CHANCE = 0.05;

    private Regressions() {}

    /** What became of a ratio. */
    enum Outcome {
        /** Not lower than bearable. */
        KEPT,
        /** Lower than bearable, but the rounds of both lie among each other, or are too few to tell. */
        UNCLEAR,
        /** Lower than bearable, and the rounds lie so far apart that it is no chance. */
        REGRESSION,
        /** Ours no longer does it at all. */
        FAILED
    }

    /**
     * One ratio, before and after.
     *
     * @param after empty where ours failed
     */
    record Change(Ratios before, Optional<Ratios> after) {
        /** The median after, as a part of the one before; 0 where ours failed. */
        double left() {
            return after.map(now -> now.spread().median() / before.spread().median())
                    .orElse(0.0);
        }

        /** How likely rounds fall apart like this if nothing had changed; 0 where ours failed. */
        double chance() {
            return after.map(now -> RankSum.chanceThatLower(before.rounds(), now.rounds()))
                    .orElse(0.0);
        }

        Outcome outcome() {
            if (after.isEmpty()) {
                return Outcome.FAILED;
            }
            if (left() >= 1 - BEARABLE) {
                return Outcome.KEPT;
            }
            return chance() <= CHANCE ? Outcome.REGRESSION : Outcome.UNCLEAR;
        }
    }

    /** Every ratio that both have, or that the first has while ours failed in the second; in the order of the first. */
    static List<Change> between(List<ResultLine> before, List<ResultLine> after) {
        Map<List<Object>, Ratios> later = Ratios.of(after).stream()
                .collect(Collectors.toMap(Regressions::key, ratios -> ratios, (a, b) -> a, LinkedHashMap::new));
        Set<List<String>> failed = after.stream()
                .filter(line -> line.failed() != null && line.isOurs())
                .map(line -> List.of(line.scenario(), line.client()))
                .collect(Collectors.toSet());
        return Ratios.of(before).stream()
                .map(earlier -> new Change(earlier, Optional.ofNullable(later.get(key(earlier)))))
                .filter(change -> change.after().isPresent()
                        || failed.contains(List.of(
                                change.before().scenario(), change.before().ours())))
                .toList();
    }

    /** A ratio of another amount is another ratio. */
    private static List<Object> key(Ratios ratios) {
        return List.of(ratios.scenario(), ratios.amount(), ratios.ours(), ratios.peer());
    }
}
