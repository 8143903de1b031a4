package org.alyxtransfer.automation.analysis;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.alyxtransfer.automation.analysis.read.ColumnSummary;
import org.alyxtransfer.dataset.ByteCount;

/** The summary as a table for people: a line for each dataset, and below a table one for each of its columns. */
final class SummaryText {
    private static final String[] HEADINGS = {
        "DATASET", "SIZE", "SHAPE", "TYPE", "MIN", "MAX", "MEAN", "MISSING", "NOTE"
    };
    private static final List<Integer> RIGHT = List.of(1, 4, 5, 6, 7);
    private static final int SHOWN_COLUMNS = 40; // of a table; summary.csv has all
    private static final int LONGEST_NOTE = 120; // characters; summary.csv has all

    private SummaryText() {}

    static List<String> lines(List<DatasetSummary> datasets) {
        List<String[]> rows = new ArrayList<>();
        rows.add(HEADINGS);
        datasets.forEach(dataset -> add(rows, dataset));
        int[] widths = new int[HEADINGS.length];
        for (String[] row : rows) {
            for (int i = 0; i < row.length; i++) {
                widths[i] = Math.max(widths[i], row[i].length());
            }
        }
        return rows.stream().map(row -> line(row, widths)).toList();
    }

    private static void add(List<String[]> rows, DatasetSummary dataset) {
        boolean single =
                dataset.columns().size() == 1 && dataset.columns().get(0).name().isEmpty();
        String[] row = row(dataset.path(), dataset.type());
        row[1] = ByteCount.shown(dataset.bytes());
        row[2] = dataset.shape();
        String note = dataset.outcome() == DatasetSummary.Outcome.BROKEN ? "BROKEN: " + dataset.note() : dataset.note();
        row[8] = note(note);
        rows.add(row);
        if (single) {
            fill(row, dataset.columns().get(0));
            return;
        }
        List<ColumnSummary> columns = dataset.columns();
        for (ColumnSummary column : columns.subList(0, Math.min(SHOWN_COLUMNS, columns.size()))) {
            String[] below = row("  " + column.name(), column.type());
            fill(below, column);
            rows.add(below);
        }
        if (columns.size() > SHOWN_COLUMNS) {
            rows.add(row("  … and " + (columns.size() - SHOWN_COLUMNS) + " more columns", ""));
        }
    }

    private static void fill(String[] row, ColumnSummary column) {
        row[4] = Numbers.shown(column.min());
        row[5] = Numbers.shown(column.max());
        row[6] = Numbers.shown(column.mean());
        row[7] = missing(column);
        List<String> notes = new ArrayList<>(List.of(row[8], column.note()));
        if (column.distinct() != null) {
            notes.add(column.distinct() < 0 ? "more than 1000 different" : column.distinct() + " different");
        }
        if (column.infinite() > 0) {
            notes.add(column.infinite() + " infinite");
        }
        notes.removeIf(String::isEmpty);
        row[8] = note(String.join("; ", notes));
    }

    private static String missing(ColumnSummary column) {
        if (column.missing() == 0) {
            boolean unread = column.min() == null && column.distinct() == null;
            return unread ? "" : "0";
        }
        double share = 100.0 * column.missing() / column.count();
        return String.format(Locale.ROOT, "%d (%.0f %%)", column.missing(), share);
    }

    private static String[] row(String name, String type) {
        String[] row = new String[HEADINGS.length];
        Arrays.fill(row, "");
        row[0] = printable(name);
        row[3] = printable(type);
        return row;
    }

    /** A file's name must not move the cursor, nor a column's name or what a broken file holds break the line. */
    private static String printable(String text) {
        return text.replaceAll("\\p{Cc}", "?");
    }

    private static String note(String text) {
        String shown = printable(text);
        return shown.length() <= LONGEST_NOTE ? shown : shown.substring(0, LONGEST_NOTE - 1) + "…";
    }

    private static String line(String[] cells, int[] widths) {
        StringBuilder line = new StringBuilder();
        for (int i = 0; i < cells.length; i++) {
            String blanks = " ".repeat(widths[i] - cells[i].length());
            line.append(RIGHT.contains(i) ? blanks + cells[i] : cells[i] + blanks)
                    .append("  ");
        }
        return line.toString().stripTrailing();
    }
}
