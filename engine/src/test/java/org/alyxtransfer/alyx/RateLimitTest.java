package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;
import reactor.test.scheduler.VirtualTimeScheduler;

/** All in virtual time. */
class RateLimitTest {
    private VirtualTimeScheduler time = VirtualTimeScheduler.getOrSet();

    @BeforeEach
    void stopTheClock() {
        time = VirtualTimeScheduler.getOrSet();
    }

    @AfterEach
    void startTheClock() {
        VirtualTimeScheduler.reset();
    }

    @Test
    void noMinuteEverSeesMoreThanTheLimit() {
        RateLimit limit = new RateLimit(550);
        List<Long> admitted = new ArrayList<>();
        Flux.range(0, 2_000)
                .flatMap(i -> limit.turn().doOnSuccess(done -> admitted.add(seconds())), 2_000)
                .subscribe();

        for (int i = 0; i < 400; i++) {
            time.advanceTimeBy(Duration.ofSeconds(1));
        }

        assertThat(admitted).hasSize(2_000);
        for (int from = 0; from < 240; from++) {
            int start = from;
            assertThat(admitted.stream().filter(at -> at >= start && at < start + 60))
                    .hasSizeLessThanOrEqualTo(550);
        }
    }

    @Test
    void aShortBurstDoesNotWait() {
        RateLimit limit = new RateLimit(550);

        StepVerifier.create(Flux.range(0, 55).concatMap(i -> limit.turn(), 1)).verifyComplete();
    }

    @Test
    void aPauseHoldsEverybody() {
        RateLimit limit = new RateLimit(550);
        limit.pause(Duration.ofSeconds(60));
        List<Long> admitted = new ArrayList<>();
        Flux.range(0, 3)
                .flatMap(i -> limit.turn().doOnSuccess(done -> admitted.add(seconds())), 3)
                .subscribe();

        time.advanceTimeBy(Duration.ofSeconds(59));
        assertThat(admitted).isEmpty();

        time.advanceTimeBy(Duration.ofSeconds(2));
        assertThat(admitted).hasSize(3);
    }

    @Test
    void repetitionWaitsLongerEachTimeAndEnds() {
        RetryPolicy policy = new RetryPolicy(4, Duration.ofSeconds(1), Duration.ofSeconds(20));
        List<Long> tried = new ArrayList<>();
        Fault fault = Fault.of(new TransferException(Kind.UNAVAILABLE, "alyx", "down"), Fate.UNKNOWN);
        List<Throwable> ends = new ArrayList<>();
        Mono.defer(() -> {
                    tried.add(time.now(TimeUnit.MILLISECONDS));
                    return Mono.error(fault);
                })
                .retryWhen(policy.repeating(Fault::mayPass))
                .subscribe(any -> {}, ends::add);

        time.advanceTimeBy(Duration.ofMinutes(1));

        assertThat(tried).hasSize(4);
        assertThat(tried.get(1) - tried.get(0)).isBetween(500L, 1_000L);
        assertThat(tried.get(2) - tried.get(1)).isBetween(1_000L, 2_000L);
        assertThat(tried.get(3) - tried.get(2)).isBetween(2_000L, 4_000L);
        assertThat(ends).containsExactly(fault);
    }

    @Test
    void repetitionNeverComesBeforeWhatTheServerAsks() {
        RetryPolicy policy = new RetryPolicy(2, Duration.ofSeconds(1), Duration.ofSeconds(20));
        Fault fault = Fault.throttled(new TransferException(Kind.THROTTLED, "alyx", "slow"), Duration.ofSeconds(60));
        List<Long> tried = new ArrayList<>();
        Mono.defer(() -> {
                    tried.add(seconds());
                    return Mono.error(fault);
                })
                .retryWhen(policy.repeating(Fault::mayPass))
                .subscribe(any -> {}, any -> {});

        time.advanceTimeBy(Duration.ofSeconds(59));
        assertThat(tried).hasSize(1);

        time.advanceTimeBy(Duration.ofSeconds(1));
        assertThat(tried).hasSize(2);
    }

    private long seconds() {
        return time.now(TimeUnit.SECONDS);
    }
}
