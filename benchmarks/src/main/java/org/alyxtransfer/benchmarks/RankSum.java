package org.alyxtransfer.benchmarks;

import java.util.List;

/**
 * The rank sum test of Mann and Whitney, one-sided and exact: how likely the second sample lies as far below the first as it
 * does, or farther, when both are drawn from the same. Needs no assumption about the spread's shape, and with few rounds says
 * what is true: from two rounds each, nothing follows (1/6 at the least); from three, only when all lie below (1/20).
 */
final class RankSum {
    private RankSum() {}

    /** From 0 to 1; equal figures count as not lower. */
    static double chanceThatLower(List<Double> first, List<Double> second) {
        int notLower = 0;
        for (double later : second) {
            for (double earlier : first) {
                notLower += later >= earlier ? 1 : 0;
            }
        }
        long[][] ways = ways(first.size(), second.size());
        long[] all = ways[second.size()];
        double asFar = 0;
        double total = 0;
        for (int statistic = 0; statistic < all.length; statistic++) {
            total += all[statistic];
            asFar += statistic <= notLower ? all[statistic] : 0;
        }
        return asFar / total;
    }

    /**
     * In how many orders of both samples the statistic has each value: {@code ways[m][u]} after all {@code n} of the first
     * were placed among m of the second.
     */
    private static long[][] ways(int n, int most) {
        long[][] ways = new long[most + 1][n * most + 1];
        for (int m = 0; m <= most; m++) {
            ways[m][0] = 1; // none of the first placed yet
        }
        for (int placed = 1; placed <= n; placed++) {
            long[][] next = new long[most + 1][n * most + 1];
            for (int m = 0; m <= most; m++) {
                for (int u = 0; u < next[m].length; u++) {
                    // the greatest of all is of the first sample, or of the second and above all of the first
                    next[m][u] = ways[m][u] + (m > 0 && u >= placed ? next[m - 1][u - placed] : 0);
                }
            }
            ways = next;
        }
        return ways;
    }
}
