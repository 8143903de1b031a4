package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Raw samples: bytes without pattern, so that nothing on the way can compress or skip them. Streamed, of any length. */
final class Binary {
    private static final int BUFFER = 1024 * 1024;

    private Binary() {}

    static void write(Path file, long size, Noise noise) throws IOException {
        var buffer = ByteBuffer.allocateDirect((int) Math.max(Long.BYTES, Math.min(BUFFER, roundedUp(size))));
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (long left = size; left > 0; ) {
                buffer.clear();
                while (buffer.hasRemaining()) {
                    buffer.putLong(noise.nextLong());
                }
                buffer.flip().limit((int) Math.min(buffer.limit(), left));
                left -= buffer.limit();
                while (buffer.hasRemaining()) {
                    channel.write(buffer);
                }
            }
        }
    }

    private static long roundedUp(long size) {
        return (size + Long.BYTES - 1) / Long.BYTES * Long.BYTES;
    }
}
