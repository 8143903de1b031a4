package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.parquet.ParquetReadOptions;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.conf.PlainParquetConfiguration;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.io.LocalInputFile;

/** A Parquet file, as pandas and Arrow write them; nested columns are told apart by dots in their names. */
public final class ParquetTable implements Table {
    private static final long MAX_CHUNK = 48L << 20; // of a column in a row group, which is read as a whole

    private final Path file;
    private final List<ColumnDescriptor> columns;
    private final long rows;
    private final Map<String, Long> largestChunk;

    private ParquetTable(Path file, List<ColumnDescriptor> columns, long rows, Map<String, Long> largestChunk) {
        this.file = file;
        this.columns = columns;
        this.rows = rows;
        this.largestChunk = largestChunk;
    }

    /** Reads the footer only. */
    public static ParquetTable open(Path file) throws IOException {
        try (ParquetFileReader reader = reader(file)) {
            Map<String, Long> largest = new LinkedHashMap<>();
            for (BlockMetaData block : reader.getRowGroups()) {
                for (ColumnChunkMetaData chunk : block.getColumns()) {
                    largest.merge(chunk.getPath().toDotString(), chunk.getTotalSize(), Math::max);
                }
            }
            return new ParquetTable(
                    file, reader.getFileMetaData().getSchema().getColumns(), reader.getRecordCount(), largest);
        } catch (IOException | RuntimeException | OutOfMemoryError | StackOverflowError e) {
            throw Broken.from(file, "Parquet", e);
        }
    }

    @Override
    public String shape() {
        return rows + " × " + columns.size();
    }

    @Override
    public String note() {
        return "";
    }

    @Override
    public List<String> columns() {
        return columns.stream().map(ParquetTable::name).toList();
    }

    @Override
    public List<ColumnSummary> summarise() throws IOException {
        List<ColumnSummary> summaries = new ArrayList<>();
        for (ColumnDescriptor column : columns) {
            summaries.add(summary(column));
        }
        return summaries;
    }

    @Override
    public Map<String, double[]> read(List<String> names, int most) throws IOException {
        Map<String, double[]> found = new LinkedHashMap<>();
        for (ColumnDescriptor column : columns) {
            boolean readable = column.getMaxRepetitionLevel() == 0 && ParquetValues.isNumber(column) && fits(column);
            if (readable && names.contains(name(column))) {
                found.put(name(column), numbers(column, (int) Math.min(most, rows)));
            }
        }
        return found;
    }

    private ColumnSummary summary(ColumnDescriptor column) throws IOException {
        String type = ParquetValues.type(column);
        if (!fits(column)) {
            return ColumnSummary.unread(name(column), type, rows, "too large a piece to read");
        }
        Statistics statistics = new Statistics();
        try (ParquetFileReader reader = reader(file)) {
            ParquetColumn values = new ParquetColumn(reader, column);
            while (values.advance()) {
                ParquetValues.add(statistics, column, values);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "Parquet, column " + name(column), e);
        }
        return ParquetValues.summary(statistics, column, name(column), type);
    }

    private double[] numbers(ColumnDescriptor column, int most) throws IOException {
        double[] numbers = new double[most];
        int filled = 0;
        try (ParquetFileReader reader = reader(file)) {
            ParquetColumn values = new ParquetColumn(reader, column);
            while (filled < most && values.advance()) {
                numbers[filled++] = values.isNull() ? Double.NaN : ParquetValues.number(column, values);
            }
        } catch (IOException | RuntimeException | OutOfMemoryError e) {
            throw Broken.from(file, "Parquet, column " + name(column), e);
        }
        return filled == most ? numbers : Arrays.copyOf(numbers, filled);
    }

    private boolean fits(ColumnDescriptor column) {
        return largestChunk.getOrDefault(name(column), 0L) <= MAX_CHUNK;
    }

    private static ParquetFileReader reader(Path file) throws IOException {
        ParquetReadOptions options = ParquetReadOptions.builder(new PlainParquetConfiguration())
                .withCodecFactory(new PageCodecs())
                .build();
        return ParquetFileReader.open(new LocalInputFile(file), options);
    }

    private static String name(ColumnDescriptor column) {
        return String.join(".", column.getPath());
    }
}
