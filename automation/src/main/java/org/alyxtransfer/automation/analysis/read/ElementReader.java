package org.alyxtransfer.automation.analysis.read;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.Consumer;

/**
 * The bytes of an array's elements, in order, through one buffer. Plain reads instead of a memory map: a mapped file that
 * somebody cuts off meanwhile would end the process.
 */
final class ElementReader implements Closeable {
    private static final int BUFFER = 1 << 18;

    private final Path file;
    private final FileChannel channel;
    private final ByteBuffer buffer;
    private final int bytes;
    private long position;
    private long left; // bytes not yet in the buffer

    private ElementReader(Path file, FileChannel channel, NumPyHeader header, long from, long count) {
        this.file = file;
        this.channel = channel;
        this.bytes = header.type().bytes();
        this.buffer = ByteBuffer.allocate(Math.max(bytes, BUFFER / bytes * bytes))
                .order(header.type().order())
                .limit(0);
        this.position = header.offset() + from * bytes;
        this.left = count * bytes;
    }

    static ElementReader open(Path file, NumPyHeader header) throws IOException {
        return open(file, header, 0, header.elements());
    }

    /** Elements from one on; their type must have a size. */
    static ElementReader open(Path file, NumPyHeader header, long from, long count) throws IOException {
        if (header.type().bytes() > BUFFER) {
            throw Broken.unsupported(file, "has elements of " + header.type().bytes() + " bytes; too large to read");
        }
        return new ElementReader(file, FileChannel.open(file, StandardOpenOption.READ), header, from, count);
    }

    /** Gives the buffer to the consumer, which reads one element from it, until there are no more. */
    void forEach(Consumer<ByteBuffer> element) throws IOException {
        for (ByteBuffer next = element(); next.hasRemaining(); next = element()) {
            element.accept(next);
        }
    }

    /** The buffer, with whole elements in it; empty at the end. */
    ByteBuffer element() throws IOException {
        if (!buffer.hasRemaining() && left > 0) {
            buffer.clear().limit((int) Math.min(buffer.capacity(), left));
            while (buffer.hasRemaining()) {
                int read = channel.read(buffer, position);
                if (read < 0) {
                    throw Broken.broken(file, "became shorter while it was read");
                }
                position += read;
                left -= read;
            }
            buffer.flip();
        }
        return buffer;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
