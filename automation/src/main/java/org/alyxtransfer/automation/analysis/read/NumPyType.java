package org.alyxtransfer.automation.analysis.read;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What one element of an array is, as NumPy's {@code descr} says it: {@code <f8}, {@code |b1}, {@code >M8[ns]}, {@code <U12}.
 *
 * @param name as NumPy prints it, {@code float64}
 * @param bytes of one element
 * @param unit of dates and durations, e.g. {@code ns}; "" for others
 */
record NumPyType(Form form, String name, int bytes, ByteOrder order, String unit) {
    /** What becomes of an element's bytes. */
    enum Form {
        BOOLEAN,
        INTEGER,
        UNSIGNED,
        FLOAT,
        /** Read as its magnitude. */
        COMPLEX,
        DATE,
        DURATION,
        TEXT,
        BYTES,
        /** Raw bytes, structures, extended floats: told by name only. */
        OPAQUE
    }

    private static final Pattern DESCR =
            Pattern.compile("([<>|=]?)([a-zA-Z?])(\\d{0,9})(?:\\[([0-9]*[A-Za-z]{1,2})])?");
    private static final Map<Character, List<Integer>> SIZES = Map.of(
            'b', List.of(1),
            'i', List.of(1, 2, 4, 8),
            'u', List.of(1, 2, 4, 8),
            'f', List.of(2, 4, 8, 12, 16),
            'c', List.of(8, 16, 24, 32),
            'M', List.of(8),
            'm', List.of(8));

    /** Reads a {@code descr}; fails with {@link IllegalArgumentException} for what NumPy would not write. */
    static NumPyType parse(@Nullable Object descr) {
        if (descr instanceof List<?> fields) {
            return structure(fields);
        }
        Matcher matcher = DESCR.matcher(String.valueOf(descr));
        if (!(descr instanceof String) || !matcher.matches()) {
            throw new IllegalArgumentException("no type of elements: " + descr);
        }
        char kind = "?".equals(matcher.group(2)) ? 'b' : matcher.group(2).charAt(0);
        int size = matcher.group(3).isEmpty() ? 1 : Integer.parseInt(matcher.group(3));
        String unit = matcher.group(4) == null ? "" : matcher.group(4);
        ByteOrder order = ">".equals(matcher.group(1)) ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
        if (SIZES.containsKey(kind) && !SIZES.getOrDefault(kind, List.of()).contains(size)) {
            throw new IllegalArgumentException("no type of elements: " + descr);
        }
        return switch (kind) {
            case 'b' -> new NumPyType(Form.BOOLEAN, "bool", 1, order, "");
            case 'i' -> new NumPyType(Form.INTEGER, "int" + 8 * size, size, order, "");
            case 'u' -> new NumPyType(Form.UNSIGNED, "uint" + 8 * size, size, order, "");
            case 'f' -> new NumPyType(size > 8 ? Form.OPAQUE : Form.FLOAT, "float" + 8 * size, size, order, "");
            case 'c' -> new NumPyType(size > 16 ? Form.OPAQUE : Form.COMPLEX, "complex" + 8 * size, size, order, "");
            case 'M' -> new NumPyType(Form.DATE, "datetime64" + bracketed(unit), size, order, unit);
            case 'm' -> new NumPyType(Form.DURATION, "timedelta64" + bracketed(unit), size, order, unit);
            case 'U' -> new NumPyType(Form.TEXT, "str" + size, Math.multiplyExact(4, size), order, "");
            case 'S', 'a' -> new NumPyType(Form.BYTES, "bytes" + size, size, order, "");
            case 'V' -> new NumPyType(Form.OPAQUE, "void" + size, size, order, "");
            case 'O' -> new NumPyType(Form.OPAQUE, "object", 0, order, "");
            default -> throw new IllegalArgumentException("no type of elements: " + descr);
        };
    }

    private static NumPyType structure(List<?> fields) {
        StringBuilder name = new StringBuilder();
        long bytes = 0;
        for (Object each : fields) {
            if (!(each instanceof List<?> field) || field.size() < 2 || field.size() > 3) {
                throw new IllegalArgumentException("no field of a structure: " + each);
            }
            NumPyType type = parse(field.get(1));
            long times = field.size() == 3 ? NumPyHeader.product(NumPyHeader.shape(field.get(2))) : 1;
            bytes = Math.addExact(bytes, Math.multiplyExact(times, (long) type.bytes));
            Object label = field.get(0) instanceof List<?> titled && titled.size() == 2 ? titled.get(1) : field.get(0);
            name.append(name.isEmpty() ? "" : ", ").append(label).append(": ").append(type.name);
        }
        return new NumPyType(
                Form.OPAQUE, "structure{" + name + "}", Math.toIntExact(bytes), ByteOrder.LITTLE_ENDIAN, "");
    }

    /** Whether elements are whole numbers of 64 bits, which a double may not hold exactly. */
    boolean isLong() {
        return form == Form.INTEGER && bytes == 8;
    }

    boolean isNumber() {
        return form != Form.OPAQUE && !isText();
    }

    boolean isText() {
        return form == Form.TEXT || form == Form.BYTES;
    }

    /** One element as a double; NaN is missing. The buffer's order must be this type's. */
    double decode(ByteBuffer buffer) {
        return switch (form) {
            case BOOLEAN -> buffer.get() == 0 ? 0 : 1;
            case INTEGER -> integer(buffer);
            case UNSIGNED -> unsigned(buffer);
            case FLOAT -> floating(buffer, bytes);
            case COMPLEX -> Math.hypot(floating(buffer, bytes / 2), floating(buffer, bytes / 2));
            case DATE, DURATION -> {
                long ticks = buffer.getLong();
                yield ticks == Long.MIN_VALUE ? Double.NaN : ticks; // NaT
            }
            case TEXT, BYTES, OPAQUE -> throw new IllegalStateException(name + " holds no numbers");
        };
    }

    /** One element as text, without the zeros that fill it up. */
    String decodeText(ByteBuffer buffer) {
        byte[] content = new byte[bytes];
        buffer.get(content);
        if (form == Form.BYTES) {
            return stripped(new String(content, StandardCharsets.ISO_8859_1));
        }
        ByteBuffer points = ByteBuffer.wrap(content).order(order);
        StringBuilder text = new StringBuilder();
        while (points.hasRemaining()) {
            int point = points.getInt();
            text.appendCodePoint(Character.isValidCodePoint(point) ? point : '\uFFFD');
        }
        return stripped(text.toString());
    }

    private long integer(ByteBuffer buffer) {
        return switch (bytes) {
            case 1 -> buffer.get();
            case 2 -> buffer.getShort();
            case 4 -> buffer.getInt();
            default -> buffer.getLong();
        };
    }

    private double unsigned(ByteBuffer buffer) {
        return bytes == 8 ? unsigned(buffer.getLong()) : integer(buffer) & ((1L << (8 * bytes)) - 1);
    }

    /** A whole number of 64 bits without a sign, as the double next to it. */
    static double unsigned(long bits) {
        return bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
    }

    private static double floating(ByteBuffer buffer, int size) {
        return switch (size) {
            case 2 -> half(buffer.getShort());
            case 4 -> buffer.getFloat();
            default -> buffer.getDouble();
        };
    }

    /** IEEE 754 binary16: a sign, 5 bits of exponent, 10 of fraction. */
    static double half(short bits) {
        int exponent = bits >> 10 & 0x1F;
        int fraction = bits & 0x3FF;
        double magnitude =
                switch (exponent) {
                    case 0 -> fraction * 0x1p-24;
                    case 31 -> fraction == 0 ? Double.POSITIVE_INFINITY : Double.NaN;
                    default -> (1 + fraction * 0x1p-10) * Math.scalb(1.0, exponent - 15);
                };
        return bits < 0 ? -magnitude : magnitude;
    }

    private static String stripped(String padded) {
        int end = padded.length();
        while (end > 0 && padded.charAt(end - 1) == 0) {
            end--;
        }
        return padded.substring(0, end);
    }

    private static String bracketed(String unit) {
        return unit.isEmpty() ? "" : "[" + unit + "]";
    }
}
