package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * The lines of one case that moved the same files: speeds of other amounts are of another case, though it bears the same name.
 *
 * @param title the case; with what was moved where the file has the case with other files, too
 */
record SameWork(String title, boolean isOneOfSeveral, List<ResultLine> lines) {
    SameWork {
        lines = List.copyOf(lines);
    }

    /** By case, in the order of the lines; of each case the largest work first. */
    static List<SameWork> all(List<ResultLine> lines) {
        return lines.stream()
                .collect(Collectors.groupingBy(ResultLine::scenario, LinkedHashMap::new, Collectors.toList()))
                .entrySet()
                .stream()
                .flatMap(one -> ofCase(one.getKey(), one.getValue()).stream())
                .toList();
    }

    private static List<SameWork> ofCase(String scenario, List<ResultLine> lines) {
        Set<Amount> amounts =
                lines.stream().filter(SameWork::tellsItsAmount).map(Amount::of).collect(Collectors.toSet());
        List<Amount> largestFirst = amounts.stream()
                .sorted(Comparator.comparingLong(Amount::bytes)
                        .thenComparingLong(Amount::files)
                        .reversed())
                .toList();
        if (largestFirst.size() < 2) {
            return List.of(new SameWork(scenario, false, lines));
        }
        Map<Amount, List<ResultLine>> parts = new LinkedHashMap<>();
        largestFirst.forEach(amount -> parts.put(amount, new ArrayList<>()));
        for (ResultLine line : lines) {
            Amount amount = tellsItsAmount(line) ? Amount.of(line) : largestFirst.get(0);
            Objects.requireNonNull(parts.get(amount)).add(line);
        }
        return parts.entrySet().stream()
                .map(part -> new SameWork(scenario + ", " + part.getKey().words(), true, part.getValue()))
                .toList();
    }

    /** A user's own measurement names its files in the case, and may stop before the last of them. */
    private static boolean tellsItsAmount(ResultLine line) {
        return line.files() != null && line.bytes() != null && !line.client().equals(CaseCharts.BENCH);
    }
}
