package org.alyxtransfer.automation.analysis.read;

import java.io.IOException;
import java.util.List;
import org.apache.parquet.column.ColumnDescriptor;
import org.apache.parquet.column.ColumnReader;
import org.apache.parquet.column.impl.ColumnReadStoreImpl;
import org.apache.parquet.column.page.PageReadStore;
import org.apache.parquet.example.data.simple.convert.GroupRecordConverter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.io.api.GroupConverter;
import org.apache.parquet.schema.MessageType;
import org.jspecify.annotations.Nullable;

/** The values of one column of an open file, row group by row group; the other columns are not read. */
final class ParquetColumn {
    private final ParquetFileReader file;
    private final ColumnDescriptor column;
    private final MessageType schema;
    private final GroupConverter converter; // the library wants to know who takes whole records
    private final String writer;
    private @Nullable ColumnReader group;
    private long leftInGroup;
    private boolean started;

    ParquetColumn(ParquetFileReader file, ColumnDescriptor column) {
        this.file = file;
        this.column = column;
        this.schema = file.getFileMetaData().getSchema();
        this.converter = new GroupRecordConverter(schema).getRootConverter();
        this.writer = String.valueOf(file.getFileMetaData().getCreatedBy());
        file.setRequestedSchema(List.of(column));
    }

    /** Goes to the next value; false after the last. */
    boolean advance() throws IOException {
        if (started) {
            reader().consume();
            leftInGroup--;
        }
        started = true;
        while (leftInGroup == 0) {
            PageReadStore pages = file.readNextRowGroup();
            if (pages == null) {
                return false;
            }
            group = new ColumnReadStoreImpl(pages, converter, schema, writer).getColumnReader(column);
            leftInGroup = pages.getPageReader(column).getTotalValueCount();
        }
        return true;
    }

    boolean isNull() {
        return reader().getCurrentDefinitionLevel() < column.getMaxDefinitionLevel();
    }

    ColumnReader reader() {
        if (group == null) {
            throw new IllegalStateException("not advanced to a value");
        }
        return group;
    }
}
