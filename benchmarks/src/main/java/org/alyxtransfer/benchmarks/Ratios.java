package org.alyxtransfer.benchmarks;

import java.util.List;

/**
 * How many times as fast one client was as another, round by round: both ran minutes apart at most, so whatever slowed
 * the machine slowed both.
 */
final class Ratios {
    private Ratios() {}

    /** In the order of ours; rounds that only one of them finished are left out. */
    static List<Double> ofRounds(List<Measurement> ours, List<Measurement> peers) {
        return ours.stream()
                .flatMap(run -> peers.stream()
                        .filter(peer -> peer.round() == run.round())
                        .map(peer -> peer.seconds() / run.seconds()))
                .toList();
    }
}
