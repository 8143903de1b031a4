package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;

/** One job that is halted at named steps; where it is done before it comes to one, the next job of its kind is. */
final class Steps {
    private final Fresh fresh;
    private Round round;
    private Runnable arming = () -> {};

    Steps(Fresh fresh) throws IOException {
        this.fresh = fresh;
        this.round = fresh.round();
    }

    /** Makes a job that nobody has begun. */
    interface Fresh {
        Round round() throws IOException;
    }

    /** What is done before each run, so that it comes to the step. */
    void arming(Runnable preparation) {
        arming = preparation;
    }

    /** Just before and just after the step of a file is durable. */
    void haltAt(String step) throws IOException, InterruptedException {
        haltAtMoment("before:" + step + ":1");
        haltAtMoment("after:" + step + ":1");
    }

    private void haltAtMoment(String moment) throws IOException, InterruptedException {
        arming.run();
        if (!round.isHaltedAt(moment)) {
            round.isComplete();
            round = fresh.round();
            arming.run();
            assertThat(round.isHaltedAt(moment)).as(moment).isTrue();
        }
    }

    void finish() throws IOException, InterruptedException {
        round.finish();
    }
}
