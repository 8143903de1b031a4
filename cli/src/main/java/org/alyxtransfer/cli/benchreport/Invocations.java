package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * Tells the invocations apart that appended their lines to the same file: each counts its rounds from 1 on, so only within one
 * of them does a round's number say that runs followed each other.
 */
final class Invocations {
    private Invocations() {}

    /**
     * The measured lines of one case, by invocation. Older lines do not name theirs: there a new one begins where the round is
     * below the one before, or the client has had it already; one that goes on where another one's rounds ended is taken for
     * the same.
     */
    static List<List<ResultLine>> of(List<ResultLine> ofOneCase) {
        List<List<ResultLine>> all = new ArrayList<>();
        for (ResultLine line : ofOneCase) {
            if (!hasFigures(line)) {
                continue;
            }
            its(line, all)
                    .orElseGet(() -> {
                        List<ResultLine> invocation = new ArrayList<>();
                        all.add(invocation);
                        return invocation;
                    })
                    .add(line);
        }
        return all;
    }

    private static Optional<List<ResultLine>> its(ResultLine line, List<List<ResultLine>> all) {
        List<List<ResultLine>> sameName = all.stream()
                .filter(invocation -> Objects.equals(invocation.get(0).invocation(), line.invocation()))
                .toList();
        return line.invocation() == null
                ? sameName.stream()
                        .skip(Math.max(0, sameName.size() - 1))
                        .filter(last -> !isOfAnother(line, last))
                        .findFirst()
                : sameName.stream().findFirst();
    }

    /** What a failed run took is no figure to compare. */
    static boolean hasFigures(ResultLine line) {
        return line.seconds() != null && line.failed() == null;
    }

    private static boolean isOfAnother(ResultLine line, List<ResultLine> invocation) {
        boolean goesBack = line.round() < invocation.get(invocation.size() - 1).round();
        Stream<ResultLine> sameRound = invocation.stream().filter(earlier -> earlier.round() == line.round());
        return goesBack || sameRound.anyMatch(earlier -> earlier.client().equals(line.client()));
    }
}
