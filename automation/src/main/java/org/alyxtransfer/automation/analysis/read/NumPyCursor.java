package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** Every n-th element of an array, as doubles. */
final class NumPyCursor implements Cursor {
    private final ElementReader elements;
    private final NumPyType type;
    private final long step;
    private long toSkip;

    private NumPyCursor(ElementReader elements, NumPyType type, long step) {
        this.elements = elements;
        this.type = type;
        this.step = step;
    }

    /** So many elements, from one on, each a step after the last. */
    static Cursor over(Path file, NumPyHeader header, long from, long count, long step) throws IOException {
        long span = count == 0 ? 0 : (count - 1) * step + 1;
        return new NumPyCursor(ElementReader.open(file, header, from, span), header.type(), step);
    }

    @Override
    public int next(double[] block) throws IOException {
        int filled = 0;
        while (filled < block.length) {
            ByteBuffer buffer = elements.element();
            if (!buffer.hasRemaining()) {
                break;
            }
            long skipped = Math.min(toSkip, buffer.remaining() / type.bytes());
            buffer.position(buffer.position() + (int) skipped * type.bytes());
            toSkip -= skipped;
            if (buffer.hasRemaining()) {
                block[filled++] = type.decode(buffer);
                toSkip = step - 1;
            }
        }
        return filled;
    }

    @Override
    public void close() throws IOException {
        elements.close();
    }
}
