package org.alyxtransfer.cli.bench;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Chooses settings from trials. */
final class Advice {
    /** A setting is only changed for a gain that is more than what two runs of the same differ by. */
    static final double WORTH_IT = 1.10;

    private Advice() {}

    /**
     * A value that was tried.
     *
     * @param speed how many times as fast as without it
     */
    record Trial(Map<String, String> settings, double speed) {}

    /** The fastest of the values, if it is worth it. */
    static Optional<Trial> best(List<Trial> trials) {
        return trials.stream().max(Comparator.comparingDouble(Trial::speed)).filter(trial -> trial.speed() >= WORTH_IT);
    }

    /**
     * How many times as fast, over several works: the geometric mean, so that twice as fast and half as fast are the same as
     * before.
     */
    static double speed(List<Double> before, List<Double> after) {
        double logs = 0;
        for (int i = 0; i < before.size(); i++) {
            logs += Math.log(after.get(i) / before.get(i));
        }
        return Math.exp(logs / before.size());
    }

    /** Settings and more of them; the later ones win. */
    static Map<String, String> both(Map<String, String> settings, Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(more);
        return all;
    }
}
