package org.alyxtransfer.automation.watch;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/** A server's clock that a test sets; no two of its times are the same. */
final class SetClock extends Clock {
    private final AtomicReference<Instant> time = new AtomicReference<>(Instant.now());

    void move(Duration by) {
        time.updateAndGet(now -> now.plus(by));
    }

    void set(Instant now) {
        time.set(now);
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }

    @Override
    public Instant instant() {
        return time.updateAndGet(now -> now.plusMillis(1));
    }
}
