package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * An array as NumPy stores it, format 1.0: magic, version, length of the header, the header as a Python literal padded so
 * that the numbers start at a multiple of 64, then the numbers, row by row, little-endian.
 */
enum Npy implements Contents {
    /** Seconds, ascending: an event each. */
    TIMES("<f8", 8, 1) {
        @Override
        double next(Noise noise, double previous) {
            return previous + noise.nextDouble();
        }
    },
    /** Start and end of something, in seconds; two columns. */
    INTERVALS("<f8", 8, 2) {
        @Override
        double next(Noise noise, double previous) {
            return previous + 0.1 + noise.nextDouble();
        }
    },
    /** Measurements around zero. */
    MEASUREMENTS("<f8", 8, 1) {
        @Override
        double next(Noise noise, double previous) {
            return noise.nextDouble() + noise.nextDouble() + noise.nextDouble() - 1.5;
        }
    },
    /** Positions in a plane; two columns. */
    COORDINATES("<f8", 8, 2) {
        @Override
        double next(Noise noise, double previous) {
            return 3_840 * noise.nextDouble();
        }
    },
    /** Numbers of clusters, channels and the like. */
    INDICES("<i4", 4, 1) {
        @Override
        double next(Noise noise, double previous) {
            return noise.nextInt(384); // channels of a Neuropixels probe
        }
    };

    private static final int BUFFER = 256 * 1024; // a multiple of every row's bytes
    private static final int ALIGNMENT = 64;

    private final String type;
    private final int width;
    private final int columns;

    Npy(String type, int width, int columns) {
        this.type = type;
        this.width = width;
        this.columns = columns;
    }

    abstract double next(Noise noise, double previous);

    @Override
    public void write(Path file, Context context) throws IOException {
        long rows = Math.max(1, context.sizes().arrayBytes() / ((long) width * columns));
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            writeFully(channel, header(rows));
            var buffer = ByteBuffer.allocate(BUFFER).order(ByteOrder.LITTLE_ENDIAN);
            double value = 0;
            for (long i = 0; i < rows * columns; i++) {
                value = next(context.noise(), value);
                put(buffer, value);
                if (!buffer.hasRemaining()) {
                    writeFully(channel, buffer.flip());
                    buffer.clear();
                }
            }
            writeFully(channel, buffer.flip());
        }
    }

    private void put(ByteBuffer buffer, double value) {
        if (width == 8) {
            buffer.putDouble(value);
        } else {
            buffer.putInt((int) value);
        }
    }

    private ByteBuffer header(long rows) {
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
