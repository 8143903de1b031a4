package org.alyxtransfer.cli.benchreport;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.result.ResultLine;

/**
 * Tells the invocations apart that appended their lines to the same file: each counts its rounds from 1 on, so only within one
 * of them does a round's number say that runs followed each other.
 */
final class Invocations {
    private Invocations() {}

    /**
     * The measured lines of one case, by invocation. A new one begins where the round is below the one before, or the client
     * has had it already. One that goes on where another one's rounds ended is taken for the same.
     */
    static List<List<ResultLine>> of(List<ResultLine> ofOneCase) {
        List<List<ResultLine>> all = new ArrayList<>();
        for (ResultLine line : ofOneCase) {
            if (!hasFigures(line)) {
                continue;
            }
            if (all.isEmpty() || isOfAnother(line, all.get(all.size() - 1))) {
                all.add(new ArrayList<>());
            }
            all.get(all.size() - 1).add(line);
        }
        return all;
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
