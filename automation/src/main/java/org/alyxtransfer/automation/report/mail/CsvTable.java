package org.alyxtransfer.automation.report.mail;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * A small CSV file, to be shown as a table.
 *
 * @param more rows that the file has beyond these
 */
record CsvTable(String name, List<String> columns, List<List<String>> rows, int more) {
    private static final int MOST_BYTES = 64 << 10;
    private static final int MOST_ROWS = 40;
    private static final int MOST_COLUMNS = 9;
    // Of a wider table these are shown: the columns of the ready analysis' summary that tell most.
    private static final List<String> TELLING =
            List.of("dataset", "column", "shape", "min", "max", "mean", "missing", "note");
    private static final Pattern NUMBER = // of an exponent that BigDecimal knows
            Pattern.compile("[-+]?\\d+(\\.\\d+)?([eE][-+]?\\d{1,4})?");

    /** Empty for what is no table that fits into a mail. */
    static Optional<CsvTable> read(Enclosure file) {
        if (!file.name().toLowerCase(Locale.ROOT).endsWith(".csv") || file.bytes().length > MOST_BYTES) {
            return Optional.empty();
        }
        List<List<String>> lines = parse(new String(file.bytes(), StandardCharsets.UTF_8));
        if (lines.size() < 2) {
            return Optional.empty();
        }
        List<String> head = lines.get(0);
        List<List<String>> rows = lines.subList(1, lines.size());
        List<Integer> shown = shown(head, rows);
        if (shown.isEmpty()
                || shown.size() > MOST_COLUMNS
                || rows.stream().anyMatch(row -> row.size() != head.size())) {
            return Optional.empty();
        }
        List<List<String>> first = rows.subList(0, Math.min(MOST_ROWS, rows.size()));
        return Optional.of(new CsvTable(
                file.name(),
                shown.stream().map(head::get).toList(),
                first.stream()
                        .map(row -> shown.stream().map(i -> rounded(row.get(i))).toList())
                        .toList(),
                rows.size() - first.size()));
    }

    boolean isNumber(int column) {
        return rows.stream()
                .map(row -> row.get(column))
                .allMatch(cell -> cell.isEmpty() || NUMBER.matcher(cell).matches());
    }

    private static List<Integer> shown(List<String> head, List<List<String>> rows) {
        List<Integer> filled = IntStream.range(0, head.size())
                .filter(i -> rows.stream()
                        .anyMatch(row -> i < row.size() && !row.get(i).isEmpty()))
                .boxed()
                .toList();
        return filled.size() <= MOST_COLUMNS
                ? filled
                : filled.stream().filter(i -> TELLING.contains(head.get(i))).toList();
    }

    /** Numbers with many digits say no more by them. */
    private static String rounded(String cell) {
        if (!NUMBER.matcher(cell).matches() || cell.matches("[-+]?\\d+") || cell.length() < 8) {
            return cell;
        }
        return new BigDecimal(cell)
                .round(new MathContext(5))
                .stripTrailingZeros()
                .toString();
    }

    /** RFC 4180: commas, double quotes around what holds one, doubled within. */
    private static List<List<String>> parse(String text) {
        List<List<String>> lines = new ArrayList<>();
        List<String> line = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' && quoted && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                cell.append(c);
                i++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (quoted) {
                cell.append(c);
            } else if (c == ',') {
                line.add(cell.toString());
                cell.setLength(0);
            } else if (c == '\n') {
                line.add(cell.toString());
                cell.setLength(0);
                lines.add(line);
                line = new ArrayList<>();
            } else if (c != '\r') {
                cell.append(c);
            }
        }
        if (cell.length() > 0 || !line.isEmpty()) {
            line.add(cell.toString());
            lines.add(line);
        }
        return lines;
    }
}
