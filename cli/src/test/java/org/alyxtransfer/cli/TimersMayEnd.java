package org.alyxtransfer.cli;

import reactor.blockhound.BlockHound;
import reactor.blockhound.integration.BlockHoundIntegration;

/**
 * Has BlockHound allow for the moment that a timer's end waits for the queue of all timers, as Reactor does with timers of
 * one tick only. An error thrown there leaves the queue locked for ever, and whatever waits for a time after it.
 */
public final class TimersMayEnd implements BlockHoundIntegration {
    @Override
    public void applyTo(BlockHound.Builder builder) {
        builder.allowBlockingCallsInside("java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue", "remove");
    }
}
