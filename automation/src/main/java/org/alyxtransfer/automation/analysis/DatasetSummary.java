package org.alyxtransfer.automation.analysis;

import java.util.List;
import org.alyxtransfer.automation.analysis.read.ColumnSummary;

/**
 * What one dataset looks like from afar.
 *
 * @param path below the folder that was analysed, with slashes
 * @param shape "" where it has none
 * @param type of an array's elements, or a picture's format
 * @param columns of a table; one without a name for an array
 * @param note a remark, or why it is broken; "" for nothing
 */
public record DatasetSummary(
        String path,
        long bytes,
        Outcome outcome,
        String kind,
        String shape,
        String type,
        List<ColumnSummary> columns,
        String note) {
    /** What became of it. */
    public enum Outcome {
        READ,
        /** Its contents are not of a kind that is looked into. */
        LISTED,
        /** It is not what its name promises, or could not be read. */
        BROKEN
    }

    /** Takes a copy of the list. */
    public DatasetSummary {
        columns = List.copyOf(columns);
    }
}
