package org.alyxtransfer.cli.output;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Rows under headings, columns as wide as their widest cell; a heading that starts with {@code >} aligns right. */
public final class Table {
    private final List<String> headings;
    private final List<List<String>> rows = new ArrayList<>();

    public Table(String... headings) {
        this.headings = List.of(headings);
    }

    public void row(Object... cells) {
        if (cells.length != headings.size()) {
            throw new IllegalArgumentException("a row of " + cells.length + " for " + headings.size() + " columns");
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(i -> String.valueOf(cells[i]))
                .toList());
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public int size() {
        return rows.size();
    }

    public List<String> lines() {
        List<String> plain = headings.stream().map(Table::label).toList();
        int[] widths = IntStream.range(0, headings.size())
                .map(column -> Math.max(plain.get(column).length(), widest(column)))
                .toArray();
        List<String> lines = new ArrayList<>();
        lines.add(line(plain, widths));
        rows.forEach(row -> lines.add(line(row, widths)));
        return lines;
    }

    private int widest(int column) {
        return rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
    }

    private String line(List<String> cells, int[] widths) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> padded(cells.get(column), widths[column], isRight(column)))
                .collect(Collectors.joining("  "))
                .stripTrailing();
    }

    private boolean isRight(int column) {
        return headings.get(column).startsWith(">");
    }

    private static String label(String heading) {
        return heading.startsWith(">") ? heading.substring(1) : heading;
    }

    private static String padded(String cell, int width, boolean right) {
        String blanks = " ".repeat(width - cell.length());
        return right ? blanks + cell : cell + blanks;
    }
}
