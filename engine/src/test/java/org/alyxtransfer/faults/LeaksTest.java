package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.buffer.PooledByteBufAllocator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.Fault;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.storage.layer.Faults;
import org.alyxtransfer.storage.layer.FaultyStorage;
import org.alyxtransfer.storage.layer.Operation;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Jobs that fail in every way give everything back: descriptors, connections, sessions, threads, direct memory. */
@Tag("samba")
class LeaksTest {
    private static final int KINDS = 5;
    private static final RetryPolicy ONCE = new RetryPolicy(1, Duration.ofMillis(50), Duration.ofMillis(50));

    @TempDir
    Path folder;

    /** What a process holds that a job may forget to give back. */
    private record Holdings(
            long descriptors,
            int sessions,
            int openFiles,
            int connections,
            Map<String, Long> threads,
            long directBytes) {
        static Holdings now(FaultLab lab) {
            try {
                return new Holdings(
                        openDescriptors(),
                        lab.samba.sessions(),
                        lab.samba.openFiles(),
                        lab.samba.connections(),
                        namedThreads(),
                        PooledByteBufAllocator.DEFAULT.metric().usedDirectMemory());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        private static long openDescriptors() throws IOException {
            try (Stream<Path> open = Files.list(Path.of("/proc/self/fd"))) {
                return open.filter(Holdings::isFileOrConnection).count();
            }
        }

        /** Selectors and their wake-ups belong to event loops, jars to class loading: they come once and stay. */
        private static boolean isFileOrConnection(Path descriptor) {
            try {
                String target = Files.readSymbolicLink(descriptor).toString();
                return target.startsWith("socket:") || (target.startsWith("/") && !target.endsWith(".jar"));
            } catch (IOException e) {
                return false; // closed in between
            }
        }

        /** By name without numbers; those of pools that are shared by all jobs of a process stay as they are. */
        private static Map<String, Long> namedThreads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .map(thread -> thread.getName().replaceAll("[0-9]+", "N"))
                    .filter(name -> name.contains("alyx") || name.contains("Transport") || name.contains("jcifs"))
                    .collect(Collectors.groupingBy(name -> name, TreeMap::new, Collectors.counting()));
        }

        boolean isAtMost(Holdings before) {
            return descriptors <= before.descriptors
                    && sessions <= before.sessions
                    && openFiles <= before.openFiles
                    && connections <= before.connections
                    && threads.entrySet().stream()
                            .allMatch(now -> now.getValue() <= before.threads.getOrDefault(now.getKey(), 0L))
                    && directBytes <= before.directBytes;
        }
    }

    @ParameterizedTest
    @EnumSource(SmbClient.class)
    void oneOfEachKindOfFailureLeavesNothing(SmbClient client) throws Exception {
        leaveNothing(client, KINDS);
    }

    /** {@code bin/test leaks}. */
    @ParameterizedTest
    @EnumSource(SmbClient.class)
    @Tag("leaks")
    @Tag("slow")
    void fiftyFailingJobsLeaveNothing(SmbClient client) throws Exception {
        leaveNothing(client, 50);
    }

    private void leaveNothing(SmbClient client, int jobs) throws Exception {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        try (FaultLab lab = new FaultLab(client, folder)) {
            for (int i = 0; i < KINDS; i++) {
                fail(lab, i); // what is made once per process is made now
            }
            Holdings before = settled(lab);
            for (int i = 0; i < jobs; i++) {
                fail(lab, i % KINDS);
            }

            await().atMost(FaultLab.PATIENCE).untilAsserted(() -> {
                Holdings now = Holdings.now(lab);
                assertThat(now).as("before: %s", before).matches(held -> held.isAtMost(before));
            });
        }
    }

    /** Connections end a moment after the jobs that had them. */
    private static Holdings settled(FaultLab lab) {
        await().atMost(FaultLab.PATIENCE).until(() -> lab.samba.sessions() == 0 && lab.samba.connections() == 0);
        return Holdings.now(lab);
    }

    private static void fail(FaultLab lab, int kind) throws IOException {
        switch (kind) {
            case 0 -> lab.sharePassword = "wrong";
            case 1 -> {
                lab.retry = ONCE;
                lab.smb.always(new Fault(Fault.Kind.RESET, Direction.UP, 300_000));
            }
            case 2 ->
                lab.trouble = share ->
                        new FaultyStorage(share, new Faults().fail(Operation.WRITE, Faults.always(), Kind.FULL));
            case 3 -> lab.alyx.refuse(true);
            default -> {
                Run cancelled = lab.upload(job -> job.takeUntil(TransferEvent.Advanced.class::isInstance));
                assertThat(cancelled.count(new Outcome.Done())).isZero();
            }
        }
        if (kind < KINDS - 1) {
            assertThat(lab.upload().failures()).isNotEmpty();
        }
        lab.behave();
        lab.forgetShare();
    }
}
