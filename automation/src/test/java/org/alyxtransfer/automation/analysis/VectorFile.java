package org.alyxtransfer.automation.analysis;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes one-dimensional arrays for tests. */
final class VectorFile {
    private VectorFile() {}

    static void write(Path file, double... values) throws IOException {
        byte[] header = ("{'descr': '<f8', 'fortran_order': False, 'shape': (" + values.length + ",), }\n")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes =
                ByteBuffer.allocate(10 + header.length + 8 * values.length).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0});
        bytes.putShort((short) header.length).put(header);
        for (double value : values) {
            bytes.putDouble(value);
        }
        Files.write(file, bytes.array());
    }
}
