package org.alyxtransfer.cli.bench;

import java.time.Instant;

/** When nothing more of a whole order may begin. */
record TimeForAll(Instant end, Telling telling) {
    /** Says what is left out if so. */
    boolean isOver(String what) {
        boolean over = Instant.now().isAfter(end);
        if (over) {
            telling.say("(" + what + " is left out: the time for all is over, see --total-seconds)");
        }
        return over;
    }
}
