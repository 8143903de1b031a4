package org.alyxtransfer.cli.frame;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

/**
 * Ctrl-C: asks the running command to end, and gives it some seconds to leave things tidy and say where it stopped. The
 * JVM then ends with 130 by itself.
 */
public final class Interruption {
    private static final long PATIENCE_SECONDS = 20;

    private final Sinks.One<Boolean> asked = Sinks.one();
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile boolean isAsked;

    /** Makes the process's end wait for the command, see {@link #over()}. */
    public void guardProcess() {
        Runtime.getRuntime().addShutdownHook(new Thread(this::windDown, "wind-down"));
    }

    /** Completes with a value once somebody asked to stop. */
    public Mono<Boolean> asked() {
        return asked.asMono();
    }

    public boolean isAsked() {
        return isAsked;
    }

    public void ask() {
        isAsked = true;
        asked.tryEmitValue(true);
    }

    /** The command has ended; the process may. */
    public void over() {
        over.countDown();
    }

    private void windDown() {
        if (over.getCount() == 0) {
            return; // an ordinary end
        }
        ask();
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                Runtime.getRuntime().halt(ExitCode.INTERRUPTED.number());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
