package org.alyxtransfer.automation.analysis.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about Parquet tables; those of the resources were written by pandas 3.1 and pyarrow 26. */
class ParquetTableTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"none", "snappy", "gzip", "zstd", "lz4"})
    void tablesOfPandasAreReadInEveryCompression(String name) throws IOException {
        ParquetTable table = ParquetTable.open(resource(name));

        assertThat(table.shape()).isEqualTo("4 × 6");
        assertThat(column(table, "choice")).satisfies(choice -> {
            assertThat(choice.missing()).isEqualTo(1);
            assertThat(choice.min()).isEqualTo(-1.0);
            assertThat(choice.mean()).isCloseTo(1.0 / 3, org.assertj.core.api.Assertions.within(1e-12));
        });
        assertThat(column(table, "count").max()).isEqualTo(1L << 62);
        assertThat(column(table, "small").max()).isEqualTo(250L);
        assertThat(column(table, "small").type()).isEqualTo("uint8");
        assertThat(column(table, "ok").mean()).isEqualTo(0.75);
        assertThat(column(table, "label").distinct()).isEqualTo(2);
        assertThat(column(table, "label").missing()).isEqualTo(1);
        assertThat(column(table, "when").max()).isEqualTo("2022-01-13T00:00:00");
        assertThat(table.read(List.of("choice", "label", "no such"), 3)).containsOnlyKeys("choice");
        assertThat(table.read(List.of("choice"), 3).get("choice")).containsExactly(1, -1, Double.NaN);
    }

    @Test
    void wholeNumbersWithoutASignAreNeverNegative() throws IOException {
        ParquetTable table = ParquetTable.open(resource("unsigned"));

        assertThat(column(table, "large").min()).isEqualTo((1L << 62) + 1);
        assertThat(column(table, "large").max()).isEqualTo(0x1p64);
        assertThat(column(table, "large").mean()).isEqualTo(0x1p63 * 1.25);
        assertThat(column(table, "small").max()).isEqualTo(7L);
        assertThat(table.read(List.of("large"), 2).get("large")).containsExactly(0x1p62, 0x1p64);
    }

    @Test
    void nestedColumnsAreToldByTheirPath() throws IOException {
        ParquetTable table = ParquetTable.open(resource("nested"));

        assertThat(column(table, "list.list.element").max()).isEqualTo(3.5);
        assertThat(column(table, "s.x").missing()).isEqualTo(2);
        assertThat(column(table, "d").mean()).isEqualTo(2);
    }

    @Test
    void filesWithWrongBytesFailAsSuchOrAreRead() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> names = List.of("none", "snappy", "gzip", "zstd", "lz4", "nested");
        Path file = folder.resolve("fuzzed.pqt");
        for (int i = 0; i < 250; i++) {
            byte[] bytes = Files.readAllBytes(resource(names.get(random.nextInt(names.size()))));
            for (int changes = 1 + random.nextInt(6); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            int length = random.nextInt(8) == 0 ? random.nextInt(bytes.length) : bytes.length;
            Files.write(file, Arrays.copyOf(bytes, length));
            try {
                Datasets.open(file).summarise();
            } catch (TransferException e) {
                assertThat(e.kind()).as("seed %d, round %d", seed, i).isIn(Kind.GARBLED, Kind.UNSUPPORTED);
            } catch (RuntimeException | Error e) {
                throw new AssertionError("seed " + seed + ", round " + i, e);
            }
        }
    }

    private static ColumnSummary column(Table table, String name) throws IOException {
        return table.summarise().stream()
                .filter(column -> column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name + ".pqt");
        if (!Files.exists(file)) {
            try (InputStream in = ParquetTableTest.class.getResourceAsStream("parquet/" + name + ".pqt")) {
                Files.copy(Objects.requireNonNull(in), file);
            }
        }
        return file;
    }
}
