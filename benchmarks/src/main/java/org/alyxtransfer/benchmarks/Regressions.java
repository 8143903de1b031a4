package org.alyxtransfer.benchmarks;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        REGRESSION
    }

    /**
     * One ratio, before and after.
     *
     * @param chance how likely rounds fall apart like this if nothing had changed
     */
    record Change(Ratios before, Ratios after, double chance) {
        /** The median after, as a part of the one before. */
        double left() {
            return after.spread().median() / before.spread().median();
        }

        Outcome outcome() {
            if (left() >= 1 - BEARABLE) {
                return Outcome.KEPT;
            }
            return chance <= CHANCE ? Outcome.REGRESSION : Outcome.UNCLEAR;
        }
    }

    /** Every ratio that both have, in the order of the first. */
    static List<Change> between(List<ResultLine> before, List<ResultLine> after) {
        Map<List<String>, Ratios> later = Ratios.of(after).stream()
                .collect(Collectors.toMap(Regressions::key, ratios -> ratios, (a, b) -> a, LinkedHashMap::new));
        return Ratios.of(before).stream()
                .flatMap(earlier -> Stream.ofNullable(later.get(key(earlier)))
                        .map(now -> new Change(earlier, now, RankSum.chanceThatLower(earlier.rounds(), now.rounds()))))
                .toList();
    }

    private static List<String> key(Ratios ratios) {
        return List.of(ratios.scenario(), ratios.ours(), ratios.peer());
    }
}
