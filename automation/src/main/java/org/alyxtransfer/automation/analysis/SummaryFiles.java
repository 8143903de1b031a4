package org.alyxtransfer.automation.analysis;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.SequenceWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.automation.analysis.read.ColumnSummary;
import org.jspecify.annotations.Nullable;

/** The summary as files: {@code summary.txt} for people, {@code summary.csv} and {@code summary.json} for programs. */
final class SummaryFiles {
    private static final int SCHEMA = 1; // changes when a field is renamed, removed or given another meaning
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.INDENT_OUTPUT)
            .defaultPropertyInclusion(JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, null))
            .build();
    private static final List<String> CSV_COLUMNS = List.of(
            "dataset",
            "column",
            "outcome",
            "kind",
            "bytes",
            "shape",
            "type",
            "count",
            "missing",
            "infinite",
            "min",
            "max",
            "mean",
            "distinct",
            "note");

    private SummaryFiles() {}

    static void write(Path folder, String title, List<DatasetSummary> datasets, List<String> plots) throws IOException {
        Files.write(
                folder.resolve("summary.txt"),
                Stream.concat(Stream.of(title, ""), SummaryText.lines(datasets).stream())
                        .toList());
        writeCsv(folder.resolve("summary.csv"), datasets);
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("schema", SCHEMA);
        all.put("title", title);
        all.put("datasets", datasets.stream().map(SummaryFiles::fields).toList());
        all.put("plots", plots);
        Files.writeString(folder.resolve("summary.json"), JSON.writeValueAsString(all) + "\n");
    }

    private static Map<String, Object> fields(DatasetSummary dataset) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("dataset", dataset.path());
        fields.put("outcome", word(dataset));
        fields.put("kind", dataset.kind());
        fields.put("bytes", dataset.bytes());
        fields.put("shape", dataset.shape());
        fields.put("type", dataset.type());
        fields.put("note", dataset.note());
        fields.put("columns", dataset.columns());
        return fields;
    }

    private static void writeCsv(Path file, List<DatasetSummary> datasets) throws IOException {
        CsvSchema.Builder schema = CsvSchema.builder();
        CSV_COLUMNS.forEach(schema::addColumn);
        try (SequenceWriter writer = new CsvMapper()
                .writerFor(List.class)
                .with(schema.build().withHeader().withLineSeparator("\n"))
                .writeValues(file.toFile())) {
            for (DatasetSummary dataset : datasets) {
                if (dataset.columns().isEmpty()) {
                    writer.write(row(dataset, null));
                }
                for (ColumnSummary column : dataset.columns()) {
                    writer.write(row(dataset, column));
                }
            }
        }
    }

    private static List<@Nullable Object> row(DatasetSummary dataset, @Nullable ColumnSummary column) {
        List<@Nullable Object> row = new ArrayList<>();
        row.add(dataset.path());
        row.add(column == null ? "" : column.name());
        row.add(word(dataset));
        row.add(dataset.kind());
        row.add(dataset.bytes());
        row.add(dataset.shape());
        row.add(column == null ? dataset.type() : column.type());
        row.add(column == null ? null : column.count());
        row.add(column == null ? null : column.missing());
        row.add(column == null ? null : column.infinite());
        row.add(column == null ? null : column.min());
        row.add(column == null ? null : column.max());
        row.add(column == null ? null : column.mean());
        row.add(column == null ? null : column.distinct());
        row.add(column == null || column.note().isEmpty() ? dataset.note() : column.note());
        return row;
    }

    private static String word(DatasetSummary dataset) {
        return dataset.outcome().name().toLowerCase(Locale.ROOT);
    }
}
