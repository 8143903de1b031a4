package org.alyxtransfer.automation.analysis.read;

import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A table as text, its cells separated by commas, semicolons or tabs. The first row holds the names of the columns, unless
 * it holds a number.
 */
public final class DelimitedTable implements Table {
    private static final int MAX_COLUMNS = 1_000;
    private static final int BYTE_ORDER_MARK = 0xFEFF; // spreadsheets write one before the first name
    private static final CsvMapper CSV = CsvMapper.builder()
            .enable(CsvParser.Feature.WRAP_AS_ARRAY)
            .enable(CsvParser.Feature.SKIP_EMPTY_LINES)
            .build();

    private final Path file;
    private final char separator;
    private final List<String> columns;
    private final boolean headed;
    private final List<ColumnSummary> summaries;
    private final long rows;
    private final long ragged;

    private DelimitedTable(Path file, char separator) throws IOException {
        this.file = file;
        this.separator = separator;
        try (MappingIterator<String[]> lines = lines()) {
            String[] first = lines.hasNextValue() ? lines.nextValue() : new String[0];
            if (first.length > MAX_COLUMNS) {
                throw Broken.unsupported(file, "has " + first.length + " columns; too many for a table");
            }
            headed = Arrays.stream(first).noneMatch(Cells::isNumber);
            columns = names(first, headed);
            Cells[] cells = new Cells[columns.size()];
            Arrays.setAll(cells, index -> new Cells());
            long count = headed || first.length == 0 ? 0 : add(cells, first);
            long unlike = 0;
            while (lines.hasNextValue()) {
                String[] row = lines.nextValue();
                unlike += row.length == cells.length ? 0 : 1;
                count += add(cells, row);
            }
            rows = count;
            ragged = unlike;
            List<ColumnSummary> each = new ArrayList<>();
            for (int i = 0; i < cells.length; i++) {
                each.add(cells[i].summary(columns.get(i)));
            }
            summaries = List.copyOf(each);
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "a table", e);
        }
    }

    /** Reads it all, once: how many rows there are is not known before. */
    public static DelimitedTable open(Path file) throws IOException {
        return new DelimitedTable(file, separator(file));
    }

    @Override
    public String shape() {
        return rows + " × " + columns.size();
    }

    @Override
    public String note() {
        return ragged == 0 ? "" : ragged + (ragged == 1 ? " row has" : " rows have") + " another number of cells";
    }

    @Override
    public List<String> columns() {
        return columns;
    }

    @Override
    public List<ColumnSummary> summarise() {
        return summaries;
    }

    @Override
    public Map<String, double[]> read(List<String> names, int most) throws IOException {
        Map<Integer, double[]> wanted = new LinkedHashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            if (names.contains(columns.get(i)) && summaries.get(i).distinct() == null) {
                wanted.put(i, new double[(int) Math.min(most, rows)]);
            }
        }
        try (MappingIterator<String[]> lines = lines()) {
            if (headed && lines.hasNextValue()) {
                lines.nextValue();
            }
            for (int row = 0; row < Math.min(most, rows) && lines.hasNextValue(); row++) {
                String[] cells = lines.nextValue();
                for (Map.Entry<Integer, double[]> column : wanted.entrySet()) {
                    int index = column.getKey();
                    column.getValue()[row] = index < cells.length ? Cells.number(cells[index]) : Double.NaN;
                }
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "a table", e);
        }
        Map<String, double[]> found = new LinkedHashMap<>();
        wanted.forEach((index, values) -> found.put(columns.get(index), values));
        return found;
    }

    private static long add(Cells[] columns, String[] row) {
        for (int i = 0; i < columns.length; i++) {
            columns[i].add(i < row.length ? row[i] : "");
        }
        return 1;
    }

    private static List<String> names(String[] first, boolean headed) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < first.length; i++) {
            String name = headed ? first[i].strip() : "";
            names.add(name.isEmpty() ? "column " + i : name);
        }
        return List.copyOf(names);
    }

    private MappingIterator<String[]> lines() throws IOException {
        CsvSchema schema = CsvSchema.emptySchema().withColumnSeparator(separator);
        return CSV.readerFor(String[].class).with(schema).readValues(reader(file));
    }

    /** What stands most often in the first line; a tab where the name says so. */
    private static char separator(Path file) throws IOException {
        if (file.toString().endsWith("tsv")) {
            return '\t';
        }
        try (BufferedReader reader = reader(file)) {
            char[] start = new char[4096];
            int read = Math.max(0, reader.read(start));
            String line = new String(start, 0, read).lines().findFirst().orElse("");
            char best = ',';
            for (char candidate : new char[] {';', '\t'}) {
                best = times(line, candidate) > times(line, best) ? candidate : best;
            }
            return best;
        } catch (IOException e) {
            throw Broken.from(file, "a table", e);
        }
    }

    private static long times(String line, char letter) {
        return line.chars().filter(each -> each == letter).count();
    }

    private static BufferedReader reader(Path file) throws IOException {
        BufferedReader reader = new BufferedReader(new InputStreamReader(
                Files.newInputStream(file),
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT)));
        try {
            reader.mark(1);
            if (reader.read() != BYTE_ORDER_MARK) {
                reader.reset();
            }
            return reader;
        } catch (IOException e) {
            reader.close();
            throw e;
        }
    }
}
