package org.alyxtransfer.automation.analysis.read;

import java.util.HashSet;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/** Sums up values that stream past. The mean is compensated (Kahan), so that a billion values cost no digits. */
final class Statistics {
    private static final int MAX_DISTINCT = 1_000;
    private static final int TELLING_LETTERS = 200; // of a text, when texts are told apart

    private long count;
    private long missing;
    private long infinite;
    private double min = Double.POSITIVE_INFINITY;
    private double max = Double.NEGATIVE_INFINITY;
    private long exactMin = Long.MAX_VALUE;
    private long exactMax = Long.MIN_VALUE;
    private boolean exact;
    private boolean unsigned; // then the exact ones have their highest bit turned, which puts them in order
    private double sum;
    private double lost;
    private @Nullable Set<String> texts;

    void add(double value) {
        count++;
        if (Double.isNaN(value)) {
            missing++;
        } else if (Double.isInfinite(value)) {
            infinite++;
        } else {
            min = Math.min(min, value);
            max = Math.max(max, value);
            accumulate(value);
        }
    }

    void addExact(long value) {
        count++;
        exact = true;
        exactMin = Math.min(exactMin, value);
        exactMax = Math.max(exactMax, value);
        accumulate((double) value);
    }

    /** A whole number of 64 bits without a sign. */
    void addUnsigned(long bits) {
        count++;
        exact = true;
        unsigned = true;
        exactMin = Math.min(exactMin, bits ^ Long.MIN_VALUE);
        exactMax = Math.max(exactMax, bits ^ Long.MIN_VALUE);
        accumulate(NumPyType.unsigned(bits));
    }

    void addMissing(long number) {
        count += number;
        missing += number;
    }

    void addText(String text) {
        count++;
        if (text.isEmpty()) {
            missing++;
        } else {
            tell(text);
        }
    }

    /** Counts a value's text among the distinct ones, without counting the value. */
    void tell(String text) {
        if (texts == null) {
            texts = new HashSet<>();
        }
        if (texts.size() <= MAX_DISTINCT) {
            texts.add(text.length() > TELLING_LETTERS ? text.substring(0, TELLING_LETTERS) : text);
        }
    }

    /** For numbers: those that are whole, in a type of whole numbers, are told as such. */
    ColumnSummary numbers(String name, String type, boolean whole, String note) {
        boolean any = count > missing + infinite;
        Object least = exact ? told(exactMin) : whole ? (Object) (long) min : (Object) min;
        Object most = exact ? told(exactMax) : whole ? (Object) (long) max : (Object) max;
        Double mean = any && Double.isFinite(mean()) ? (Double) mean() : null;
        return new ColumnSummary(
                name, type, count, missing, infinite, any ? least : null, any ? most : null, mean, null, note);
    }

    /** For whole numbers that stand for something else, such as dates: the range in those terms, no mean. */
    ColumnSummary printed(String name, String type, LongFunction<String> text, String note) {
        return new ColumnSummary(
                name,
                type,
                count,
                missing,
                0,
                exact ? text.apply(exactMin) : null,
                exact ? text.apply(exactMax) : null,
                null,
                null,
                note);
    }

    ColumnSummary texts(String name, String type, String note) {
        int distinct = texts == null ? 0 : texts.size() > MAX_DISTINCT ? -1 : texts.size();
        return new ColumnSummary(name, type, count, missing, 0, null, null, null, distinct, note);
    }

    private Object told(long exactly) {
        long bits = unsigned ? exactly ^ Long.MIN_VALUE : exactly;
        return unsigned && bits < 0 ? (Object) NumPyType.unsigned(bits) : (Object) bits;
    }

    private void accumulate(double value) {
        double corrected = value - lost;
        double next = sum + corrected;
        lost = next - sum - corrected;
        sum = next;
    }

    private double mean() {
        return sum / (count - missing - infinite);
    }
}
