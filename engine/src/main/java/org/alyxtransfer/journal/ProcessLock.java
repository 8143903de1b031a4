package org.alyxtransfer.journal;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A file that has one holder at a time, among all processes and within this one; held until it is closed or the process
 * ends. Blocks.
 *
 * <p>Not guaranteed: anything on network file systems that know no locks.
 */
public final class ProcessLock implements AutoCloseable {
    // Asked before the file is opened: POSIX drops all locks of a process on a file when any channel to it is closed.
    private static final Set<Path> HELD_HERE = new HashSet<>();

    private final Path file;
    private final FileChannel channel;
    private final AtomicBoolean held = new AtomicBoolean(true);

    private ProcessLock(Path file, FileChannel channel) {
        this.file = file;
        this.channel = channel;
    }

    /** Empty while another holds it. The file is created with the attributes when it is missing, its folder is not. */
    public static Optional<ProcessLock> tryTake(Path file, FileAttribute<?>... mode) throws IOException {
        return take(file, false, mode);
    }

    /** Waits until nobody else holds it. */
    public static ProcessLock take(Path file, FileAttribute<?>... mode) throws IOException {
        return take(file, true, mode).orElseThrow();
    }

    private static Optional<ProcessLock> take(Path file, boolean patient, FileAttribute<?>... mode) throws IOException {
        Path key = file.toAbsolutePath().resolveSibling(".").toRealPath().resolve(file.getFileName());
        if (!enter(key, patient)) {
            return Optional.empty();
        }
        FileChannel channel = null;
        boolean taken = false;
        try {
            channel = FileChannel.open(key, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), mode);
            taken = (patient ? channel.lock() : channel.tryLock()) != null;
            return taken ? Optional.of(new ProcessLock(key, channel)) : Optional.empty();
        } finally {
            if (!taken) {
                release(key, channel);
            }
        }
    }

    @Override
    public void close() {
        if (held.getAndSet(false)) {
            try {
                release(file, channel);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static boolean enter(Path key, boolean patient) throws IOException {
        synchronized (HELD_HERE) {
            while (!HELD_HERE.add(key)) {
                if (!patient) {
                    return false;
                }
                try {
                    HELD_HERE.wait();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new InterruptedIOException("interrupted while another held " + key);
                }
            }
            return true;
        }
    }

    private static void release(Path key, @Nullable FileChannel channel) throws IOException {
        try {
            if (channel != null) {
                channel.close();
            }
        } finally {
            synchronized (HELD_HERE) {
                HELD_HERE.remove(key);
                HELD_HERE.notifyAll();
            }
        }
    }
}
