package org.alyxtransfer.cli.bench;

import java.util.Locale;

/** What is to be said of this computer's processors. */
final class Processors {
    private Processors() {}

    static Finding finding(Evidence seen) {
        double others = seen.busy() - seen.clientLoad();
        String numbers = text(
                "%d cores are %s busy: this program %s%s",
                seen.cores(),
                percent(seen.busy()),
                percent(seen.clientLoad()),
                seen.machineLoad() == null
                        ? ""
                        : ", " + (seen.serverHere() ? "the server, which runs here, and others " : "others ")
                                + percent(others));
        if (seen.hashing() != null) {
            numbers += text(
                    "; hashing takes about %s of them",
                    percent(seen.bytesPerSecond() / seen.hashing().of(seen.concurrency()) / seen.cores()));
        }
        return new Finding(Stage.PROCESSORS, seen.busy(), numbers);
    }

    static String help(Evidence seen) {
        if (seen.serverHere()) {
            return "The server runs on this computer and shares its processors: one on another computer tells more.";
        }
        return seen.clientLoad() < seen.busy() / 2
                ? "Other programs keep them busy: measure again without those."
                : "A computer with more or faster cores would help.";
    }

    private static String percent(double part) {
        return Math.round(part * 100) + " %";
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
