package org.alyxtransfer.automation.analysis.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about arrays; those of the resources were written by NumPy 2.4. */
class NumPyArrayTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "i1", "le_i2", "be_i2", "le_i4", "be_i4", "le_i8", "be_i8", "u1", "le_u2", "be_u2", "le_u4", "be_u4",
                "le_u8", "be_u8", "le_f2", "be_f2", "le_f4", "be_f4", "le_f8", "be_f8", "le_c8", "be_c16"
            })
    void numbersOfEveryTypeAndByteOrderAreRead(String name) throws IOException {
        NumPyArray array = NumPyArray.open(resource(name));

        assertThat(array.shape()).isEqualTo("2 × 3");
        ColumnSummary summary = array.summarise().get(0);
        assertThat(((Number) value(summary.min())).doubleValue()).isEqualTo(1);
        assertThat(((Number) value(summary.max())).doubleValue()).isEqualTo(6);
        assertThat(summary.mean()).isEqualTo(3.5);
        assertThat(summary.missing()).isZero();
        assertThat(read(array.values())).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read(array.column(1))).containsExactly(2, 5);
    }

    @Test
    void aFortranArrayIsReadByColumns() throws IOException {
        NumPyArray array = NumPyArray.open(
                written("columns.npy", "{'descr': '<f8', 'fortran_order': True, 'shape': (2, 3), }", 6));

        assertThat(read(array.column(2))).containsExactly(4, 5);
        assertThat(read(NumPyArray.open(resource("fortran")).column(1))).containsExactly(2, 5);
    }

    @ParameterizedTest
    @CsvSource({
        "M8_ns,datetime64[ns],1970-01-01T00:00:00.000000001",
        "M8_D,datetime64[D],1970-01-02",
        "m8_us,timedelta64[us],1 us",
        "not_a_time,datetime64[ms],2022-01-11T10:00:00",
    })
    void datesAreTold(String name, String type, String min) throws IOException {
        ColumnSummary summary = NumPyArray.open(resource(name)).summarise().get(0);

        assertThat(summary.type()).isEqualTo(type);
        assertThat(summary.min()).isEqualTo(min);
        assertThat(summary.missing()).isEqualTo("not_a_time".equals(name) ? 1 : 0);
    }

    @Test
    void missingAndInfiniteValuesCountForNothingElse() throws IOException {
        ColumnSummary summary = NumPyArray.open(resource("nan")).summarise().get(0);

        assertThat(summary.count()).isEqualTo(5);
        assertThat(summary.missing()).isEqualTo(2);
        assertThat(summary.infinite()).isEqualTo(1);
        assertThat(summary.min()).isEqualTo(-2.0);
        assertThat(summary.max()).isEqualTo(1.0);
        assertThat(summary.mean()).isEqualTo(-0.5);
    }

    @Test
    void integersOf64BitsAreExact() throws IOException {
        ColumnSummary summary = NumPyArray.open(resource("exact")).summarise().get(0);

        assertThat(summary.min()).isEqualTo(-Long.MAX_VALUE);
        assertThat(summary.max()).isEqualTo(Long.MAX_VALUE);
    }

    @ParameterizedTest
    @CsvSource({"text,3,1", "big_endian_text,2,0", "bytes,2,1"})
    void textsAreCounted(String name, int distinct, long missing) throws IOException {
        ColumnSummary summary = NumPyArray.open(resource(name)).summarise().get(0);

        assertThat(summary.distinct()).isEqualTo(distinct);
        assertThat(summary.missing()).isEqualTo(missing);
    }

    @ParameterizedTest
    @CsvSource({"scalar,scalar,1", "empty,0 × 3,0", "version_2,6,6", "version_3,6,6", "bool,2 × 3,6"})
    void shapesOfAllKindsAreTold(String name, String shape, long elements) throws IOException {
        NumPyArray array = NumPyArray.open(resource(name));

        assertThat(array.shape()).isEqualTo(shape);
        assertThat(array.summarise().get(0).count()).isEqualTo(elements);
    }

    @Test
    void structuresAndExtendedFloatsAreNamedAndNotRead() throws IOException {
        assertThat(NumPyArray.open(resource("structure")).summarise())
                .singleElement()
                .satisfies(summary -> {
                    assertThat(summary.type()).isEqualTo("structure{time: float64, xy: int32}");
                    assertThat(summary.note()).contains("not read");
                });
        assertThat(NumPyArray.open(resource("longdouble")).type()).isEqualTo("float128");
        assertThatThrownBy(() -> NumPyArray.open(resource("structure")).values())
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("no numbers");
    }

    @Test
    void pickledObjectsAreRefused() throws IOException {
        Path file = resource("object");

        assertThat(Datasets.open(file)).isInstanceOfSatisfying(Opaque.class, opaque -> assertThat(opaque.note())
                .contains("pickled"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{}",
                "[1, 2]",
                "{'descr': '<f8', 'fortran_order': False}",
                "{'descr': '<f8', 'fortran_order': 0, 'shape': (1,)}",
                "{'descr': '<f3', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<U99999999999', 'fortran_order': False, 'shape': (1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (-1,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (4294967296, 4294967296, 4294967296)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1000,)}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), 'more': 1}",
                "{'descr': '<f8', 'fortran_order': False, 'shape': __import__('os')}",
                "((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((((1,),),),),),",
            })
    void aHeaderThatLiesIsTold(String literal) throws IOException {
        Path file = written("lie.npy", literal, 1);

        assertThatThrownBy(() -> NumPyArray.open(file))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GARBLED))
                .hasMessageStartingWith("lie.npy: ");
    }

    @Test
    void emptyTextsOfAnyNumberCostNothing() throws IOException {
        Path file = written("many.npy", "{'descr': '<U0', 'fortran_order': False, 'shape': (4000000000000000000,)}", 0);

        assertThat(NumPyArray.open(file).summarise().get(0).missing()).isEqualTo(4_000_000_000_000_000_000L);
    }

    @Test
    void bytesAfterTheArrayAreRemarked() throws IOException {
        NumPyArray array =
                NumPyArray.open(written("long.npy", "{'descr': '<f8', 'fortran_order': False, 'shape': (3,)}", 4));

        assertThat(array.note()).isEqualTo("8 bytes after the array's end");
        assertThat(read(array.values())).containsExactly(0, 1, 2);
    }

    @Test
    void anArrayLargerThanTheHeapIsStreamed() throws IOException {
        long rows = 1L << 28; // 2 GiB in a file with holes; tests have 768 MiB
        String literal = "{'descr': '<f8', 'fortran_order': False, 'shape': (" + rows + ",)}";
        Path file = written("large.npy", literal, 0);
        try (var channel = Files.newByteChannel(file, java.nio.file.StandardOpenOption.WRITE)) {
            channel.position(Files.size(file) + rows * 8 - 8);
            channel.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putDouble(7)
                    .flip());
        }

        NumPyArray array = NumPyArray.open(file);

        assertThat(array.elements()).isEqualTo(rows);
        try (Cursor values = array.values()) {
            double[] block = new double[Cursor.BLOCK];
            assertThat(values.next(block)).isEqualTo(Cursor.BLOCK);
        }
    }

    @Test
    void filesWithWrongBytesFailAsSuchOrAreRead() throws IOException {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        List<String> names = List.of("le_f8", "be_c16", "text", "structure", "version_2", "not_a_time", "fortran");
        Path file = folder.resolve("fuzzed.npy");
        for (int i = 0; i < 1_500; i++) {
            byte[] bytes = Files.readAllBytes(resource(names.get(random.nextInt(names.size()))));
            for (int changes = 1 + random.nextInt(4); changes > 0; changes--) {
                bytes[random.nextInt(bytes.length)] = (byte)
                        (random.nextBoolean()
                                ? random.nextInt(256)
                                : "0123456789(),'<>fiU[]{}".charAt(random.nextInt(23)));
            }
            int length = random.nextInt(4) == 0 ? random.nextInt(bytes.length) : bytes.length;
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

    private Path resource(String name) throws IOException {
        Path file = folder.resolve(name + ".npy");
        if (!Files.exists(file)) {
            try (InputStream in = NumPyArrayTest.class.getResourceAsStream("numpy/" + name + ".npy")) {
                Files.copy(value(in), file);
            }
        }
        return file;
    }

    private Path written(String name, String literal, int doubles) throws IOException {
        byte[] header = literal.getBytes(StandardCharsets.US_ASCII);
        ByteBuffer bytes = ByteBuffer.allocate(10 + header.length + 8 * doubles).order(ByteOrder.LITTLE_ENDIAN);
        bytes.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0})
                .putShort((short) header.length)
                .put(header);
        for (int i = 0; i < doubles; i++) {
            bytes.putDouble(i);
        }
        return Files.write(folder.resolve(name), bytes.array());
    }

    private static double[] read(Cursor cursor) throws IOException {
        try (cursor) {
            double[] block = new double[Cursor.BLOCK];
            int length = cursor.next(block);
            assertThat(cursor.next(new double[1])).isZero();
            return Arrays.copyOf(block, length);
        }
    }

    private static <T> T value(@org.jspecify.annotations.Nullable T value) {
        assertThat(value).isNotNull();
        return java.util.Objects.requireNonNull(value);
    }
}
