package org.alyxtransfer.automation.run;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All processes of one run: descendants, and on Linux also those that left their parent (double forks), told by the
 * run's id in their environment or by their session.
 */
public final class ProcessTree {
    static final String MARK = "ALYX_TRANSFER_RUN_ID";

    private static final Logger LOG = LoggerFactory.getLogger(ProcessTree.class);
    private static final Path PROCESSES = Path.of("/proc");
    private static final Duration GRACE = Duration.ofSeconds(3);
    private static final int ROUNDS = 100; // each ends all that are there; a tree that grows for longer is hopeless

    private final String id;
    private final long leader;

    /**
     * @param leader the process whose session the others belong to; 0 where it is not known
     */
    ProcessTree(String id, long leader) {
        this.id = id;
        this.leader = leader;
    }

    /** What an earlier process of ours, which was killed, left running of this run. */
    public static ProcessTree ofEarlier(String id) {
        return new ProcessTree(id, 0);
    }

    /** Asks all to end, and after {@link #GRACE} ends them. Blocks. */
    void endGently() {
        Set<ProcessHandle> all = alive();
        all.forEach(ProcessHandle::destroy);
        await(all, GRACE);
        end();
    }

    /** Ends all processes at once. Blocks for as long as that takes. */
    public void end() {
        for (int round = 0; round < ROUNDS; round++) {
            Set<ProcessHandle> all = alive();
            if (all.isEmpty()) {
                return;
            }
            all.forEach(ProcessHandle::destroyForcibly);
            await(all, Duration.ofMillis(200));
        }
        LOG.warn("run {} still has processes that could not be ended: {}", id, alive());
    }

    Set<ProcessHandle> alive() {
        Set<ProcessHandle> all = new LinkedHashSet<>();
        if (leader > 0) {
            ProcessHandle.of(leader).ifPresent(root -> {
                all.add(root);
                root.descendants().forEach(all::add);
            });
        }
        if (Files.isDirectory(PROCESSES)) {
            addMarked(all);
        }
        all.removeIf(process -> !process.isAlive() || process.equals(ProcessHandle.current()));
        return all;
    }

    private void addMarked(Set<ProcessHandle> all) {
        String mark = MARK + "=" + id + "\0";
        try (DirectoryStream<Path> processes = Files.newDirectoryStream(PROCESSES, "[0-9]*")) {
            for (Path process : processes) {
                if (isOurs(process, mark)) {
                    ProcessHandle.of(Long.parseLong(process.getFileName().toString()))
                            .ifPresent(all::add);
                }
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.debug("the processes cannot be listed", e);
        }
    }

    private boolean isOurs(Path process, String mark) {
        try {
            return (leader > 0
                            && session(Files.readString(process.resolve("stat"), StandardCharsets.ISO_8859_1))
                                    == leader)
                    || ("\0" + Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1))
                            .contains("\0" + mark);
        } catch (IOException e) {
            return false; // it is another user's, or has ended
        }
    }

    /** The sixth field; the second one is a name in brackets that may hold anything. */
    private static long session(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
        return Long.parseLong(fields[3]);
    }

    private static void await(Set<ProcessHandle> processes, Duration patience) {
        CompletableFuture<?>[] ends =
                processes.stream().map(ProcessHandle::onExit).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(ends).get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            LOG.debug("some processes take longer to end", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
