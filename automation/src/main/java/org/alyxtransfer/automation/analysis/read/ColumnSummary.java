package org.alyxtransfer.automation.analysis.read;

import org.jspecify.annotations.Nullable;

/**
 * What a column of a table, or all elements of an array, look like from afar.
 *
 * @param name of the column; "" for an array
 * @param type of its values, {@code float64}
 * @param count of values, the missing among them
 * @param missing NaN, null, NaT, empty text
 * @param infinite of these; they count neither for the range nor for the mean
 * @param min a {@code Long}, a {@code Double}, or a text for dates; null where no value has an order
 * @param max as {@code min}
 * @param mean null where it means nothing
 * @param distinct texts; null for numbers, negative where there are too many to count
 * @param note what a reader of the summary should know; "" for nothing
 */
public record ColumnSummary(
        String name,
        String type,
        long count,
        long missing,
        long infinite,
        @Nullable Object min,
        @Nullable Object max,
        @Nullable Double mean,
        @Nullable Integer distinct,
        String note) {

    /** One whose values are not looked at, and why. */
    static ColumnSummary unread(String name, String type, long count, String note) {
        return new ColumnSummary(name, type, count, 0, 0, null, null, null, null, note);
    }
}
