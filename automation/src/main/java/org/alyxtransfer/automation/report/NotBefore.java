package org.alyxtransfer.automation.report;

import java.time.Duration;
import org.alyxtransfer.dataset.TransferException;

/** A failure to deliver whose server says how long to leave it alone. */
public final class NotBefore extends RuntimeException {
    private final TransferException failure;
    private final Duration pause;

    public NotBefore(TransferException failure, Duration pause) {
        super(failure.getMessage(), failure);
        this.failure = failure;
        this.pause = pause;
    }

    public TransferException failure() {
        return failure;
    }

    public Duration pause() {
        return pause;
    }
}
