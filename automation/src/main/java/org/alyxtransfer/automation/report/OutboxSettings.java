package org.alyxtransfer.automation.report;

import java.time.Duration;

/**
 * How patient an outbox is.
 *
 * @param parallel deliveries at once
 * @param firstPause after the first failure; it doubles with each further one, and is shortened at random by up to half
 * @param longestPause between two attempts, unless the server asks for more
 * @param giveUpAfter counted from when the report was handed in
 */
public record OutboxSettings(int parallel, Duration firstPause, Duration longestPause, Duration giveUpAfter) {
    public static final OutboxSettings DEFAULT =
            new OutboxSettings(4, Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(3));

    public OutboxSettings {
        if (parallel < 1 || firstPause.toMillis() < 2 || longestPause.compareTo(firstPause) < 0) {
            throw new IllegalArgumentException("parallel >= 1, 2 ms <= first pause <= longest pause");
        }
    }

    /**
     * The pause after so many failures.
     *
     * @param chance from 0 to 1
     */
    Duration pause(int failures, double chance) {
        long doubled = firstPause.toMillis() << Math.min(Math.max(failures - 1, 0), 20);
        long longest = Math.min(doubled, longestPause.toMillis());
        return Duration.ofMillis(longest - (long) (longest / 2.0 * chance));
    }
}
