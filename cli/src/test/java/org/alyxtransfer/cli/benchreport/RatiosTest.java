package org.alyxtransfer.cli.benchreport;

import static org.alyxtransfer.cli.benchreport.Lines.CASE;
import static org.alyxtransfer.cli.benchreport.Lines.GIB;
import static org.alyxtransfer.cli.benchreport.Lines.failed;
import static org.alyxtransfer.cli.benchreport.Lines.line;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class RatiosTest {
    @Test
    void runsOfTheSameRoundArePairs() {
        List<Ratios> ratios = Ratios.of(List.of(
                line("ours", 1, 2),
                line("rclone", 1, 8),
                line("rclone", 2, 10),
                line("ours", 2, 5),
                line("ours", 3, 1)));

        assertThat(ratios).containsExactly(ratios("ours", "rclone", 4.0, 2.0));
    }

    @Test
    void roundsOfDifferentInvocationsAreNoPairs() {
        List<Ratios> ratios = Ratios.of(List.of(
                line("smbclient", 1, 10),
                line("ours-warm", 1, 10),
                line("smbclient", 2, 10),
                line("ours-warm", 2, 10),
                // another one, of ours alone, while the machine was fast
                line("ours-warm", 1, 2),
                line("ours-warm", 2, 2)));

        assertThat(ratios).containsExactly(ratios("ours-warm", "smbclient", 1.0, 1.0));
    }

    @Test
    void linesThatNameTheirInvocationBelongToIt() {
        List<Ratios> ratios = Ratios.of(List.of(
                line("ours", 1, 2).writtenBy("first"),
                line("ours", 1, 5).writtenBy("second"),
                line("rclone", 1, 8).writtenBy("first"),
                line("rclone", 2, 90).writtenBy("second"),
                line("rclone", 1, 30).writtenBy("second")));

        assertThat(ratios).containsExactly(ratios("ours", "rclone", 4.0, 6.0));
    }

    @Test
    void anInvocationOfOneRoundBeginsWhereAClientComesAgain() {
        List<Ratios> ratios = Ratios.of(
                List.of(line("ours", 1, 10), line("rclone", 1, 10), line("ours", 1, 2), line("rclone", 1, 6)));

        assertThat(ratios).containsExactly(ratios("ours", "rclone", 1.0, 3.0));
    }

    @Test
    void aRoundBelowTheOneBeforeIsOfAnotherInvocation() {
        List<Ratios> ratios = Ratios.of(List.of(line("ours", 1, 10), line("ours", 2, 10), line("rclone", 1, 30)));

        assertThat(ratios).isEmpty();
    }

    @Test
    void runsThatMovedOtherAmountsAreNoPairs() {
        List<Ratios> ratios = Ratios.of(List.of(
                line("ours", 1, 2, 64, GIB),
                line("rclone", 1, 8, 256, 4 * GIB),
                line("smbclient", 1, 3, 1024, GIB),
                line("smbj", 1, 4, 64, GIB)));

        assertThat(ratios).containsExactly(new Ratios(CASE, new Amount(64, GIB), "ours", "smbj", List.of(2.0)));
    }

    @Test
    void eachAmountHasItsOwn() {
        List<Ratios> ratios = Ratios.of(List.of(
                line("ours", 1, 2, 64, GIB),
                line("rclone", 1, 8, 64, GIB),
                line("ours", 1, 10),
                line("rclone", 1, 10)));

        assertThat(ratios)
                .containsExactly(
                        new Ratios(CASE, new Amount(64, GIB), "ours", "rclone", List.of(4.0)),
                        ratios("ours", "rclone", 1.0));
    }

    @Test
    void whatAFailedRunTookIsNoFigure() {
        assertThat(Ratios.of(List.of(line("ours", 1, 2), failed("rclone", 1, 8))))
                .isEmpty();
    }

    /** Of what {@link Lines#line(String, int, double)} moves. */
    private static Ratios ratios(String ours, String peer, Double... rounds) {
        return new Ratios(CASE, new Amount(256, 4 * GIB), ours, peer, List.of(rounds));
    }
}
