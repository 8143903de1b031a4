package org.alyxtransfer.automation.analysis.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Facts about CSV, TSV and JSON. */
class TextFilesTest {
    @TempDir
    Path folder;

    @Test
    void aTableWithAHeadingIsSummedUpByColumn() throws IOException {
        Table table = table("a.csv", "depth,label,n\n1.5,\"x, y\",1\n,z,2\nNaN,z,3\n-0.5,,4\n");

        assertThat(table.shape()).isEqualTo("4 × 3");
        List<ColumnSummary> columns = table.summarise();
        assertThat(columns).extracting(ColumnSummary::name).containsExactly("depth", "label", "n");
        assertThat(columns).extracting(ColumnSummary::missing).containsExactly(2L, 1L, 0L);
        assertThat(columns.get(0).min()).isEqualTo(-0.5);
        assertThat(columns.get(1).distinct()).isEqualTo(2);
        assertThat(columns.get(2).max()).isEqualTo(4L);
        assertThat(table.read(List.of("n", "label"), 2)).containsOnlyKeys("n");
        assertThat(table.read(List.of("n"), 2).get("n")).containsExactly(1, 2);
    }

    @ParameterizedTest
    @CsvSource({"a.tsv,'a\tb\n1\t2\n'", "a.csv,'a;b\n1;2\n'", "a.csv,'1,2\n'", "a.csv,'\"a\",b\r\n1,2\r\n'"})
    void separatorsAreTold(String name, String content) throws IOException {
        assertThat(table(name, content).shape()).isEqualTo("1 × 2");
    }

    @Test
    void theMarkOfASpreadsheetIsNoPartOfTheFirstName() throws IOException {
        assertThat(table("a.csv", "\uFEFFn,m\n1,2\n").columns()).containsExactly("n", "m");
        assertThat(table("a.csv", "\uFEFF1,2\n").shape()).isEqualTo("1 × 2");
    }

    @Test
    void wholeNumbersAreToldAsSuchWhileTheyAreExact() throws IOException {
        ColumnSummary exact = table("a.csv", "n\n999999999999999\n").summarise().get(0);
        ColumnSummary rounded =
                table("b.csv", "n\n123456789012345678\n").summarise().get(0);

        assertThat(exact.max()).isEqualTo(999_999_999_999_999L);
        assertThat(rounded.max()).isEqualTo((double) 123_456_789_012_345_678L);
    }

    @Test
    void rowsOfAnotherLengthAreRemarked() throws IOException {
        assertThat(table("a.csv", "a,b\n1\n1,2,3\n1,2\n").note()).isEqualTo("2 rows have another number of cells");
    }

    @Test
    void textInAnotherEncodingIsTold() throws IOException {
        Path file = Files.write(folder.resolve("a.csv"), "a\nü\n".getBytes(StandardCharsets.ISO_8859_1));

        assertThatThrownBy(() -> Datasets.open(file)).hasMessageContaining("UTF-8");
    }

    @Test
    void anEmptyTableHasNoRows() throws IOException {
        assertThat(table("a.csv", "").shape()).isEqualTo("0 × 0");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"a\": 1, \"b\": {\"c\": [1, 2]}}|2 keys|keys: a, b",
                "[1, [2, 3], {\"a\": 4}]|3 elements|''",
                "7|1 value|''",
                "{\"a\": 1}{\"b\": 2}|2 records|keys: a, b",
            })
    void documentsAreCounted(String content, String shape, String note) throws IOException {
        Dataset document = Datasets.open(Files.writeString(folder.resolve("a.json"), content));

        assertThat(document.shape()).isEqualTo(shape);
        assertThat(document.note()).isEqualTo(note);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{\"a\": 1", "[1, 2", "nonsense", "{\"a\" 1}"})
    void aDocumentThatIsNoneIsTold(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), content);

        assertThatThrownBy(() -> Datasets.open(file))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GARBLED));
    }

    @Test
    void aDocumentNestedWithoutEndIsTold() throws IOException {
        Path file = Files.writeString(folder.resolve("a.json"), "[".repeat(100_000));

        assertThatThrownBy(() -> Datasets.open(file)).isInstanceOf(TransferException.class);
    }

    private Table table(String name, String content) throws IOException {
        return (Table) Datasets.open(Files.writeString(folder.resolve(name), content));
    }
}
