package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.function.DoubleSupplier;

/**
 * An array as NumPy stores it, format 1.0: magic, version, length of the header, the header as a Python literal padded so
 * that the numbers start at a multiple of 64, then the numbers, row by row, little-endian.
 */
enum Npy {
    DOUBLES("<f8"),
    INTEGERS("<i4");

    private static final int BUFFER = 256 * 1024; // a multiple of either type's bytes
    private static final int ALIGNMENT = 64;

    private final String type;

    Npy(String type) {
        this.type = type;
    }

    /** Writes a vector, asking for one number after the other. */
    void write(Path file, long rows, DoubleSupplier numbers) throws IOException {
        write(file, rows, 1, numbers);
    }

    /** Writes a matrix, row by row. */
    void write(Path file, long rows, int columns, DoubleSupplier numbers) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, header(rows, columns));
            var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            for (long i = 0; i < rows * columns; i++) {
                put(buffer, numbers.getAsDouble());
                if (!buffer.hasRemaining()) {
                    writeFully(channel, buffer.flip());
                    buffer.clear();
                }
            }
            writeFully(channel, buffer.flip());
        }
    }

    private void put(ByteBuffer buffer, double value) {
        if (this == DOUBLES) {
            buffer.putDouble(value);
        } else {
            buffer.putInt((int) value);
        }
    }

    private ByteBuffer header(long rows, int columns) {
        String shape = columns == 1 ? "(" + rows + ",)" : "(" + rows + ", " + columns + ")";
        String literal = "{'descr': '" + type + "', 'fortran_order': False, 'shape': " + shape + ", }";
        int before = 6 + 2 + 2; // magic, version, length
        int unpadded = before + literal.length() + 1; // a line feed ends it
        int total = (unpadded + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
        String padded = literal + " ".repeat(total - unpadded) + "\n";
        ByteBuffer header = ByteBuffer.allocate(total).order(ByteOrder.LITTLE_ENDIAN);
        header.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        header.put((byte) 1).put((byte) 0).putShort((short) (total - before));
        return header.put(padded.getBytes(StandardCharsets.US_ASCII)).flip();
    }

    private static void writeFully(FileChannel channel, ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            channel.write(buffer);
        }
    }
}
