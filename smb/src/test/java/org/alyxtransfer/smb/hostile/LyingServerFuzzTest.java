package org.alyxtransfer.smb.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.alyxtransfer.sandbox.hostile.HostileProxy;
import org.alyxtransfer.sandbox.hostile.Tamper;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbCredentials;
import org.alyxtransfer.smb.SmbOptions;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The client runs errands while a server lies: each ends with the truth or with a typed error, in time, and behind a
 * signature or a seal never with anything else. Where the server itself lies, with the right keys, any believable lie is
 * believed, and all others are typed errors. {@code -Dhostile.seed} and {@code -Dhostile.cases} repeat or lengthen a
 * run.
 */
@Tag("samba")
class LyingServerFuzzTest {
    private static final long SEED = Long.getLong("hostile.seed", 20_261_123L);
    private static final int CASES = Integer.getInteger("hostile.cases", 2_000);
    private static final int AT_ONCE = 6;
    private static final long MEMORY_EACH = 12L << 20; // the largest frame that is accepted, and some reading ahead
    private static final Duration PATIENCE = Duration.ofMillis(500);

    private final Map<String, AtomicInteger> endings = new ConcurrentSkipListMap<>();
    private final AtomicLong mostMemory = new AtomicLong();
    private final AtomicInteger next = new AtomicInteger();
    private final AtomicInteger behindKeys = new AtomicInteger();
    private final Queue<AssertionError> failures = new ConcurrentLinkedQueue<>();

    @Test
    void everyLieEndsInTheTruthOrATypedError() throws Exception {
        long before = PooledByteBufAllocator.DEFAULT.pinnedDirectMemory();
        try (SambaServer samba = Samba.start(SambaSettings.defaults())) {
            Errand.prepare(samba.folder("transfer"));
            runAll(samba);
        }

        System.out.println("hostile.seed=" + SEED + " hostile.cases=" + CASES + " " + endings + ", " + behindKeys
                + " lies under right keys, at most "
                + (mostMemory.get() >> 10) + " KiB of buffers");
        if (!failures.isEmpty()) {
            AssertionError all = new AssertionError(failures.size() + " cases failed");
            failures.stream().limit(10).forEach(all::addSuppressed);
            throw all;
        }
        assertThat(mostMemory.get()).isLessThan(before + AT_ONCE * MEMORY_EACH);
        assertThat(endings.keySet()).contains("PROTOCOL", "truth");
        assertThat(behindKeys.get()).isGreaterThan(CASES / 10);
        Awaitility.await()
                .atMost(Duration.ofSeconds(10))
                .until(() -> PooledByteBufAllocator.DEFAULT.pinnedDirectMemory() <= before);
    }

    private void runAll(SambaServer samba) throws Exception {
        ExecutorService users = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<?>> ends = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                String own = "own-" + i + ".bin";
                ends.add(users.submit((Callable<@Nullable Void>) () -> {
                    runSome(samba, own);
                    return null;
                }));
            }
            for (Future<?> end : ends) {
                end.get();
            }
        } finally {
            users.shutdownNow();
        }
    }

    private void runSome(SambaServer samba, String own) throws IOException, InterruptedException {
        try (HostileProxy proxy = HostileProxy.before(samba.host(), samba.port())) {
            for (int i = next.getAndIncrement(); i < CASES; i = next.getAndIncrement()) {
                run(samba, proxy, own, i);
            }
        }
    }

    private void run(SambaServer samba, HostileProxy proxy, String own, int number)
            throws IOException, InterruptedException {
        Random random = new Random(SEED * 1_000_003 + number);
        Guarding guarding = random.nextInt(5) < 2 ? Guarding.NOT : pick(Guarding.values(), random);
        Errand errand = pick(Errand.values(), random);
        boolean hasKeys = guarding.guards() && random.nextBoolean();
        Liar liar = hasKeys
                ? Liar.behindKeys(random, guarding.answersToKeys() + errand.answers())
                : Liar.onTheWay(random, guarding.answers() + errand.answers());
        Tamper watched = watched(liar);
        proxy.use(hasKeys ? new Insider(samba.password(), watched) : watched);
        boolean mustBeTrue = guarding.guards() && !hasKeys;
        String ending;
        try {
            ending = ending(samba, proxy, guarding, errand, own, mustBeTrue);
            behindKeys.addAndGet(hasKeys && liar.hasLied() ? 1 : 0);
        } catch (RuntimeException | AssertionError e) {
            failures.add(new AssertionError(
                    "hostile.seed=" + SEED + ", case " + number + ": " + errand + " guarded by " + guarding + ", "
                            + liar + (hasKeys ? " with the session's keys" : ""),
                    e));
            return;
        }
        endings.computeIfAbsent(ending, key -> new AtomicInteger()).incrementAndGet();
    }

    private String ending(
            SambaServer samba, HostileProxy proxy, Guarding guarding, Errand errand, String own, boolean mustBeTrue)
            throws IOException, InterruptedException {
        SmbOptions options = guarding.on(SmbOptions.of("127.0.0.1").withPort(proxy.port()))
                .withTimeouts(Duration.ofSeconds(5), PATIENCE);
        Path folder = samba.folder("transfer");
        SmbSession session = null;
        String ending = "truth";
        boolean mustBeDropped = false;
        try {
            session =
                    Errand.done(SmbClient.of(options).logOn(SmbCredentials.password(samba.user(), () -> samba.password()
                            .toCharArray())));
            errand.run(Errand.done(session.share("transfer")), folder, own, mustBeTrue);
        } catch (SmbException e) {
            ending = e.reason().toString();
            mustBeDropped = session == null || (e.reason() != Reason.STATUS && e.reason() != Reason.POLICY);
        }
        if (session != null && !mustBeDropped) {
            session.cut();
        }
        assertThat(proxy.isLeft(Errand.SOON))
                .as("the connection is dropped after " + ending)
                .isTrue();
        return ending;
    }

    private Tamper watched(Liar liar) {
        return (number, message) -> {
            mostMemory.accumulateAndGet(PooledByteBufAllocator.DEFAULT.pinnedDirectMemory(), Math::max);
            return liar.answer(number, message);
        };
    }

    private static <T> T pick(T[] values, Random random) {
        return values[random.nextInt(values.length)];
    }
}
