package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.util.List;

/** A dataset file whose kind is known. Holds nothing open: each reading opens the file anew. */
public sealed interface Dataset permits NumPyArray, Table, Picture, Document, Opaque {
    /** In a word, for a summary: {@code array}, {@code table}, {@code picture}. */
    String kind();

    /** Its extent: {@code 32768}, {@code 400 × 13}, {@code 640 × 480}; "" where it has none. */
    String shape();

    /** What its elements are, {@code float64}; "" where they differ or are unknown. */
    String type();

    /** What a reader of the summary should know; "" for nothing. */
    String note();

    /** Reads all values once. Fails with a {@code TransferException} of kind {@code GARBLED} where the file is broken. */
    List<ColumnSummary> summarise() throws IOException;
}
