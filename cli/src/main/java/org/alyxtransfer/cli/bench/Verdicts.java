package org.alyxtransfer.cli.bench;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What was found in each round. */
final class Verdicts {
    private static final Comparator<MeasuredRun> SLOWEST_FIRST =
            Comparator.comparingDouble(MeasuredRun::bytesPerSecond).thenComparingDouble(MeasuredRun::filesPerSecond);

    private final Map<String, List<Judged>> byScenario = new LinkedHashMap<>();

    void add(Judged judged) {
        byScenario
                .computeIfAbsent(judged.run().scenario(), any -> new ArrayList<>())
                .add(judged);
    }

    /** One of each kind of measurement: that of its median round, the slower one of the two in the middle. */
    List<Judged> medians() {
        return byScenario.values().stream().map(Verdicts::median).toList();
    }

    private static Judged median(List<Judged> rounds) {
        List<Judged> sorted = rounds.stream()
                .sorted(Comparator.comparing(Judged::run, SLOWEST_FIRST))
                .toList();
        return sorted.get((sorted.size() - 1) / 2);
    }
}
