package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The header of a .npy file, formats 1.0 to 3.0: what an element is, and how many there are along each dimension.
 *
 * @param fortranOrder whether the first index runs fastest
 * @param offset of the first element in the file
 * @param surplus bytes after the last element, which NumPy ignores
 */
record NumPyHeader(NumPyType type, boolean fortranOrder, List<Long> shape, long offset, long surplus) {
    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int MAX_HEADER = 1 << 20; // NumPy itself refuses more than 10,000 characters by default
    private static final int MAX_DIMENSIONS = 64; // of NumPy 2

    /** Reads the header and compares what it claims with the file's size. */
    static NumPyHeader read(Path file, FileChannel channel) throws IOException {
        ByteBuffer start = read(file, channel, 0, 8);
        for (byte expected : MAGIC) {
            if (start.get() != expected) {
                throw Broken.broken(file, "is not a NumPy array: it does not begin with \\x93NUMPY");
            }
        }
        int version = start.get();
        start.get();
        if (version < 1 || version > 3) {
            throw Broken.unsupported(file, "is of version " + version + " of the NumPy format; 1 to 3 are known");
        }
        int lengthBytes = version == 1 ? 2 : 4;
        ByteBuffer length = read(file, channel, 8, lengthBytes);
        long headerBytes =
                version == 1 ? Short.toUnsignedInt(length.getShort()) : Integer.toUnsignedLong(length.getInt());
        if (headerBytes > MAX_HEADER) {
            throw Broken.broken(file, "claims a header of " + headerBytes + " bytes");
        }
        ByteBuffer literal = read(file, channel, 8 + lengthBytes, (int) headerBytes);
        String text = (version == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
                .decode(literal)
                .toString();
        try {
            return of(file, text, 8 + lengthBytes + headerBytes, channel.size());
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw Broken.broken(file, "has a header that is none of NumPy's: " + e.getMessage());
        }
    }

    private static NumPyHeader of(Path file, String literal, long offset, long size) {
        if (!(PythonLiteral.parse(literal) instanceof Map<?, ?> dict)
                || !dict.keySet().equals(Set.of("descr", "fortran_order", "shape"))) {
            throw new IllegalArgumentException("it must have descr, fortran_order and shape");
        }
        if (!(dict.get("fortran_order") instanceof Boolean fortranOrder)) {
            throw new IllegalArgumentException("fortran_order must be True or False");
        }
        NumPyType type = NumPyType.parse(dict.get("descr"));
        List<Long> shape = shape(dict.get("shape"));
        if (type.name().equals("object")) {
            throw Broken.unsupported(
                    file, "holds pickled Python objects, which are not read: unpickling runs what is in the file");
        }
        long claimed = Math.multiplyExact(product(shape), (long) type.bytes());
        long there = size - offset;
        if (claimed > there) {
            throw Broken.broken(
                    file,
                    "is cut off: " + printed(shape) + " of " + type.name() + " are " + claimed + " bytes, and " + there
                            + " are there");
        }
        return new NumPyHeader(type, fortranOrder, shape, offset, there - claimed);
    }

    /** Checked dimensions of a Python tuple. */
    static List<Long> shape(@Nullable Object tuple) {
        Object dimensions = tuple instanceof Long one ? List.of(one) : tuple;
        if (!(dimensions instanceof List<?> list) || list.size() > MAX_DIMENSIONS) {
            throw new IllegalArgumentException("no shape: " + tuple);
        }
        return list.stream()
                .map(each -> {
                    if (!(each instanceof Long length) || length < 0) {
                        throw new IllegalArgumentException("no shape: " + tuple);
                    }
                    return length;
                })
                .toList();
    }

    /** How many elements; fails with {@link ArithmeticException} beyond 64 bits. */
    static long product(List<Long> shape) {
        return shape.contains(0L) ? 0 : shape.stream().reduce(1L, Math::multiplyExact);
    }

    long elements() {
        return product(shape);
    }

    /** {@code 100 × 3}; {@code scalar} without a dimension. */
    static String printed(List<Long> shape) {
        return shape.isEmpty() ? "scalar" : shape.stream().map(String::valueOf).collect(Collectors.joining(" × "));
    }

    private static ByteBuffer read(Path file, FileChannel channel, long from, int bytes) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, from + buffer.position()) < 0) {
                throw Broken.broken(file, "is cut off within its header, after " + channel.size() + " bytes");
            }
        }
        return buffer.flip();
    }
}
