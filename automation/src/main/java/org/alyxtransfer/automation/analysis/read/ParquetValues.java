package org.alyxtransfer.automation.analysis.read;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Locale;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DateLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.IntLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;

/** What the values of Parquet's types mean. */
final class ParquetValues {
    private static final int INT96_BYTES = 12;
    private static final long JULIAN_EPOCH = 2_440_588; // 1970-01-01 as a Julian day
    private static final long DAY_NANOS = 86_400_000_000_000L;

    private ParquetValues() {}

    /** As pandas would call it. */
    static String type(ColumnDescriptor column) {
        LogicalTypeAnnotation logical = column.getPrimitiveType().getLogicalTypeAnnotation();
        if (logical instanceof IntLogicalTypeAnnotation whole) {
            return (whole.isSigned() ? "int" : "uint") + whole.getBitWidth();
        }
        if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
            return "datetime64[" + unit(timestamp) + "]";
        }
        if (logical != null) {
            return logical.toString().toLowerCase(Locale.ROOT);
        }
        return switch (primitive(column)) {
            case BOOLEAN -> "bool";
            case INT32 -> "int32";
            case INT64 -> "int64";
            case FLOAT -> "float32";
            case DOUBLE -> "float64";
            case INT96 -> "datetime64[ns]";
            case BINARY, FIXED_LEN_BYTE_ARRAY -> "bytes";
        };
    }

    static boolean isNumber(ColumnDescriptor column) {
        return switch (primitive(column)) {
            case BOOLEAN, INT32, INT64, FLOAT, DOUBLE -> true;
            case BINARY, FIXED_LEN_BYTE_ARRAY -> isDecimal(column);
            case INT96 -> false;
        };
    }

    /** The current value, which is not null, of a column of numbers. */
    static double number(ColumnDescriptor column, ParquetColumn values) {
        return switch (primitive(column)) {
            case BOOLEAN -> values.reader().getBoolean() ? 1 : 0;
            case INT32, INT64 ->
                isUnsignedLong(column)
                        ? NumPyType.unsigned(whole(column, values))
                        : whole(column, values) / Math.pow(10, scale(column));
            case FLOAT -> values.reader().getFloat();
            case DOUBLE -> values.reader().getDouble();
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                new BigDecimal(new BigInteger(values.reader().getBinary().getBytes()), scale(column)).doubleValue();
            case INT96 -> throw new IllegalStateException("no number");
        };
    }

    /** Adds the current value to the statistics of its column. */
    static void add(Statistics statistics, ColumnDescriptor column, ParquetColumn values) {
        if (values.isNull()) {
            statistics.addMissing(1);
            return;
        }
        switch (primitive(column)) {
            case INT32, INT64 -> {
                if (isUnsignedLong(column)) {
                    statistics.addUnsigned(whole(column, values));
                } else if (scale(column) == 0) {
                    statistics.addExact(whole(column, values));
                } else {
                    statistics.add(number(column, values));
                }
            }
            case BOOLEAN, FLOAT, DOUBLE -> statistics.add(number(column, values));
            case INT96 -> statistics.addExact(nanos(values.reader().getBinary()));
            case BINARY, FIXED_LEN_BYTE_ARRAY -> {
                if (isDecimal(column)) {
                    statistics.add(number(column, values));
                } else {
                    statistics.addText(values.reader().getBinary().toStringUsingUTF8());
                }
            }
        }
    }

    static ColumnSummary summary(Statistics statistics, ColumnDescriptor column, String name, String type) {
        LogicalTypeAnnotation logical = column.getPrimitiveType().getLogicalTypeAnnotation();
        return switch (primitive(column)) {
            case BOOLEAN -> statistics.numbers(name, type, true, "");
            case INT32, INT64 -> {
                if (logical instanceof DateLogicalTypeAnnotation) {
                    yield statistics.printed(name, type, days -> Dates.date(days, "D"), "");
                }
                if (logical instanceof TimestampLogicalTypeAnnotation timestamp) {
                    yield statistics.printed(name, type, ticks -> Dates.date(ticks, unit(timestamp)), "");
                }
                yield statistics.numbers(name, type, false, "");
            }
            case FLOAT, DOUBLE -> statistics.numbers(name, type, false, "");
            case INT96 -> statistics.printed(name, type, nanos -> Dates.date(nanos, "ns"), "");
            case BINARY, FIXED_LEN_BYTE_ARRAY ->
                isDecimal(column) ? statistics.numbers(name, type, false, "") : statistics.texts(name, type, "");
        };
    }

    /** The bits of an unsigned one of 64 bits. */
    private static long whole(ColumnDescriptor column, ParquetColumn values) {
        if (primitive(column) == PrimitiveTypeName.INT64) {
            return values.reader().getLong();
        }
        int value = values.reader().getInteger();
        return isUnsigned(column) ? Integer.toUnsignedLong(value) : value;
    }

    private static boolean isUnsigned(ColumnDescriptor column) {
        return column.getPrimitiveType().getLogicalTypeAnnotation() instanceof IntLogicalTypeAnnotation logical
                && !logical.isSigned();
    }

    private static boolean isUnsignedLong(ColumnDescriptor column) {
        return isUnsigned(column) && primitive(column) == PrimitiveTypeName.INT64;
    }

    private static boolean isDecimal(ColumnDescriptor column) {
        return column.getPrimitiveType().getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation;
    }

    private static int scale(ColumnDescriptor column) {
        return column.getPrimitiveType().getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal
                ? decimal.getScale()
                : 0;
    }

    /** The old form of a timestamp: nanoseconds of the day, and the Julian day. */
    private static long nanos(Binary value) {
        ByteBuffer parts = value.toByteBuffer().order(ByteOrder.LITTLE_ENDIAN);
        if (parts.remaining() != INT96_BYTES) {
            throw new IllegalArgumentException("a timestamp of " + parts.remaining() + " bytes");
        }
        long ofDay = parts.getLong();
        return (parts.getInt() - JULIAN_EPOCH) * DAY_NANOS + ofDay;
    }

    private static String unit(TimestampLogicalTypeAnnotation timestamp) {
        return switch (timestamp.getUnit()) {
            case MILLIS -> "ms";
            case MICROS -> "us";
            case NANOS -> "ns";
        };
    }

    private static PrimitiveTypeName primitive(ColumnDescriptor column) {
        return column.getPrimitiveType().getPrimitiveTypeName();
    }
}
