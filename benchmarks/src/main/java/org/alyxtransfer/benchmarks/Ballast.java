package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * A file in memory that gives way while a client fills its target: what the target takes, it lets go of shortly before.
 *
 * <p>The host of a virtual machine takes back memory that has been free for two seconds, and memory that it has to bring
 * again is several times as slow to write. Without this, a run of more than two seconds paid for what the run before it
 * had left behind, and whoever is slower paid more.
 */
final class Ballast implements AutoCloseable {
    private static final long AHEAD =
            768L << 20; // bytes: what a client writes before the next look, and its own memory
    private static final long STEP = 32L << 20; // bytes
    private static final int LOOK_MILLIS = 25;

    private final FileChannel file;
    private final long without; // bytes of shared memory that others use
    private final Thread giving;
    private volatile boolean over;

    private Ballast(FileChannel file, long without) {
        this.file = file;
        this.without = without;
        this.giving = new Thread(this::giveWay, "benchmarks-ballast");
        giving.setDaemon(true);
    }

    /** Takes as much of a folder in memory as {@code bytes} exceed what a run can use at once. Blocks. */
    static Ballast fill(Path name, long bytes) throws IOException {
        long without = sharedMemory();
        FileChannel file = FileChannel.open(
                name, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
        ByteBuffer zeros = ByteBuffer.allocateDirect(1 << 20);
        while (file.position() < bytes) {
            zeros.clear();
            file.write(zeros);
        }
        var ballast = new Ballast(file, without);
        ballast.keep(bytes - AHEAD);
        Files.delete(name); // its pages live as long as it is open
        ballast.giving.start();
        return ballast;
    }

    private void giveWay() {
        try {
            long whole = file.size();
            while (!over && file.size() > 0) {
                long taken = sharedMemory() - without - file.size();
                if (whole - taken <= file.size() - STEP) {
                    keep(whole - taken);
                }
                Thread.sleep(LOOK_MILLIS);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep(long bytes) throws IOException {
        file.truncate(Math.max(0, bytes));
    }

    /** Bytes that still lie in it. */
    long size() throws IOException {
        return file.size();
    }

    /** Bytes of all files in memory, on the whole machine. */
    private static long sharedMemory() throws IOException {
        return MemInfo.bytes("Shmem").orElseThrow();
    }

    @Override
    public void close() throws IOException {
        over = true;
        try {
            giving.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        file.close();
    }
}
