package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Rows with named columns. */
public sealed interface Table extends Dataset permits ParquetTable, DelimitedTable {
    /** The names of its columns, from the left. */
    List<String> columns();

    /**
     * Numbers of some columns, as far as these have numbers; NaN is missing. Columns that it lacks are lacking in the answer.
     *
     * @param rows the most to read, from the first on
     */
    Map<String, double[]> read(List<String> names, int rows) throws IOException;

    @Override
    default String kind() {
        return "table";
    }

    @Override
    default String type() {
        return "";
    }
}
