package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;

/**
 * A .npy file: an array of any number of dimensions, of all of NumPy's simple types in either byte order. Structures are
 * named, not read; pickled objects are refused.
 */
public final class NumPyArray implements Dataset {
    private final Path file;
    private final NumPyHeader header;

    private NumPyArray(Path file, NumPyHeader header) {
        this.file = file;
        this.header = header;
    }

    /** Reads the header only. */
    public static NumPyArray open(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            return new NumPyArray(file, NumPyHeader.read(file, channel));
        }
    }

    @Override
    public String kind() {
        return "array";
    }

    @Override
    public String shape() {
        return NumPyHeader.printed(header.shape());
    }

    @Override
    public String type() {
        return header.type().name();
    }

    @Override
    public String note() {
        return header.surplus() == 0 ? "" : header.surplus() + " bytes after the array's end";
    }

    /** Lengths along each dimension, the first one first. */
    public List<Long> dimensions() {
        return header.shape();
    }

    public long elements() {
        return header.elements();
    }

    /** Whether its elements have an order and can be drawn; also true for booleans, dates and durations. */
    public boolean isNumeric() {
        return header.type().isNumber();
    }

    /** Whether its elements are whole numbers. */
    public boolean isWhole() {
        return header.type().form() == NumPyType.Form.INTEGER || header.type().form() == NumPyType.Form.UNSIGNED;
    }

    /** All elements as they lie in the file; dates as ticks of their unit, complex numbers as magnitudes. */
    public Cursor values() throws IOException {
        requireNumbers();
        return NumPyCursor.over(file, header, 0, header.elements(), 1);
    }

    /** One column of a two-dimensional array, from the first row to the last. */
    public Cursor column(long index) throws IOException {
        requireNumbers();
        List<Long> shape = header.shape();
        if (shape.size() != 2 || index < 0 || index >= shape.get(1)) {
            throw new IllegalArgumentException("no column " + index + " in " + shape());
        }
        long rows = shape.get(0);
        return header.fortranOrder()
                ? NumPyCursor.over(file, header, index * rows, rows, 1)
                : NumPyCursor.over(file, header, index, rows, shape.get(1));
    }

    @Override
    public List<ColumnSummary> summarise() throws IOException {
        NumPyType type = header.type();
        if (type.form() == NumPyType.Form.OPAQUE) {
            return List.of(ColumnSummary.unread("", type.name(), elements(), "values of this type are not read"));
        }
        Statistics statistics = new Statistics();
        if (type.bytes() == 0) { // empty texts, of which a header may claim any number
            statistics.addMissing(elements());
        } else {
            try (ElementReader elements = ElementReader.open(file, header)) {
                elements.forEach(buffer -> add(statistics, type, buffer));
            }
        }
        return List.of(
                switch (type.form()) {
                    case TEXT, BYTES -> statistics.texts("", type.name(), "");
                    case DATE -> statistics.printed("", type.name(), ticks -> Dates.date(ticks, type.unit()), "");
                    case DURATION -> statistics.printed("", type.name(), ticks -> ticks + " " + type.unit(), "");
                    case COMPLEX -> statistics.numbers("", type.name(), false, "range and mean of the magnitudes");
                    case FLOAT -> statistics.numbers("", type.name(), false, "");
                    default -> statistics.numbers("", type.name(), type.bytes() < 8 || type.isLong(), "");
                });
    }

    private static void add(Statistics statistics, NumPyType type, ByteBuffer buffer) {
        switch (type.form()) {
            case TEXT, BYTES -> statistics.addText(type.decodeText(buffer));
            case DATE, DURATION -> {
                long ticks = buffer.getLong();
                if (ticks == Long.MIN_VALUE) {
                    statistics.addMissing(1); // NaT
                } else {
                    statistics.addExact(ticks);
                }
            }
            default -> {
                if (type.isLong()) {
                    statistics.addExact(buffer.getLong());
                } else {
                    statistics.add(type.decode(buffer));
                }
            }
        }
    }

    private void requireNumbers() {
        if (!isNumeric()) {
            throw Broken.unsupported(file, "holds no numbers but " + type());
        }
    }
}
