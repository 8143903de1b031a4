package org.alyxtransfer.storage.memory;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;

/** The bytes of one file and its name; grows as it is written. */
final class MemoryFile {
    private static final int LARGEST = Integer.MAX_VALUE - 8; // of a Java array

    private final FilePath path;
    private final String beginning;
    private byte[] bytes;
    private int size;
    private Instant modified = Instant.EPOCH;

    MemoryFile(FilePath path) {
        this(path, Long.toHexString(ThreadLocalRandom.current().nextLong()), new byte[0], 0);
    }

    private MemoryFile(FilePath path, String beginning, byte[] bytes, int size) {
        this.path = path;
        this.beginning = beginning;
        this.bytes = bytes;
        this.size = size;
    }

    synchronized MemoryFile named(FilePath name) {
        MemoryFile renamed = new MemoryFile(name, beginning, bytes, size);
        renamed.modified = modified;
        return renamed;
    }

    synchronized FileStat stat() {
        return new FileStat(path, FileStat.Type.FILE, size, modified);
    }

    /** Another one for each file. */
    String beginning() {
        return beginning;
    }

    synchronized int size() {
        return size;
    }

    synchronized void write(long offset, ByteBuffer from) {
        long end = offset + from.remaining();
        if (end > LARGEST) {
            throw new TransferException(Kind.FULL, path.value(), "a file in memory holds at most 2 GiB");
        }
        if (end > bytes.length) {
            bytes = Arrays.copyOf(bytes, (int) Math.min(LARGEST, Math.max(end, 2L * bytes.length)));
        }
        from.get(bytes, (int) offset, from.remaining());
        size = Math.max(size, (int) end);
    }

    synchronized void read(long offset, ByteBuffer into) {
        if (offset + into.remaining() > size) {
            throw new TransferException(
                    Kind.SOURCE_CHANGED, path.value() + " @ " + offset, "became shorter while it was read");
        }
        into.put(bytes, (int) offset, into.remaining());
    }

    /** No more will be written. */
    synchronized void seal(Instant time) {
        bytes = bytes.length == size ? bytes : Arrays.copyOf(bytes, size);
        modified = time;
    }
}
