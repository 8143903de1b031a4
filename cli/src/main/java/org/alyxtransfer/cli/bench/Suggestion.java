package org.alyxtransfer.cli.bench;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What can be said of settings without having tried any.
 *
 * @param filesAtOnce how many files the measurements found to move at once, by scenario; nothing of those that had a fixed number
 * @param sweeps those that vary what the bottlenecks depend on, by name
 */
record Suggestion(Map<String, Integer> filesAtOnce, List<String> sweeps) {
    /**
     * @param target what files go to
     * @param http whether they come from a file server
     */
    static Suggestion of(List<Judged> found, Sweep.Target target, boolean http) {
        Map<String, Integer> filesAtOnce = new LinkedHashMap<>();
        found.forEach(one -> one.run()
                .moved()
                .filesAtOnce()
                .ifPresent(files -> filesAtOnce.put(one.run().scenario(), files)));
        List<String> sweeps = found.stream()
                .filter(one -> SettingsSearch.MODES.contains(one.mode()))
                .flatMap(one ->
                        Sweep.of(one.mode(), target, http, against(one.verdict().bottleneck())).stream())
                .map(Sweep::name)
                .distinct()
                .sorted()
                .toList();
        return new Suggestion(filesAtOnce, sweeps);
    }

    private static Set<String> against(Stage bottleneck) {
        return switch (bottleneck) {
            case HASHING -> Set.of("files");
            case ROUND_TRIPS -> Set.of("files", "connections");
            case PROCESSORS -> Set.of("connections", "chunk", "protection");
            case NETWORK, SERVER_WRITE, SERVER_READ -> Set.of("files", "connections", "chunk", "ranges");
            case SOURCE_READ, TARGET_WRITE, REGISTRATION -> Set.of();
        };
    }
}
