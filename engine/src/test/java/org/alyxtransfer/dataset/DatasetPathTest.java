package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.UUID;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetPathTest {
    private static final UUID ID = UUID.fromString("bf8e2f65-2f6c-44df-a703-a37afc2715c9");

    @ParameterizedTest
    @CsvSource({
        "spikes.times.npy, '', '', spikes.times.npy",
        "alf/spikes.times.npy, alf, '', spikes.times.npy",
        "alf/probe00/spikes.times.npy, alf/probe00, '', spikes.times.npy",
        "'alf/#2023-01-01#/spikes.times.npy', alf, 2023-01-01, spikes.times.npy",
        "'#v1.2_b#/spikes.times.npy', '', v1.2_b, spikes.times.npy",
    })
    void aPathIsReadAndWrittenAlike(String text, String collection, String revision, String filename) {
        DatasetPath path = DatasetPath.parse(FilePath.of(text));

        assertThat(path).isEqualTo(new DatasetPath(collection, revision, filename));
        assertThat(path.relative()).isEqualTo(FilePath.of(text));
    }

    /** Alyx would register each of these under another name, over another dataset, or for another collection. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "bad coll/trials.choice.npy",
                "umläut/trials.choice.npy",
                "alf/#2023 01#/trials.choice.npy",
                "alf/#2023-01-01/trials.choice.npy",
                "alf/2023-01-01#/trials.choice.npy",
                "alf/##/trials.choice.npy",
                "alf/#/trials.choice.npy",
                "alf/#a#b#/trials.choice.npy",
                "#2023-01-01#/alf/trials.choice.npy",
                "#a#/#b#/trials.choice.npy",
                "alf/trials choice.npy",
                "alf/trials.chöice.npy",
                "alf/trials,choice.npy",
                "alf/trials#1.choice.npy",
            })
    void whatAlyxWouldDropOrMisreadIsRefused(String text) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> DatasetPath.parse(FilePath.of(text)))
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "../other, '', x.npy",
        "alf/.., '', x.npy",
        "., '', x.npy",
        "/alf, '', x.npy",
        "alf/, '', x.npy",
        "alf//b, '', x.npy",
        "con, '', x.npy",
        "alf, ../.., x.npy",
        "alf, a/b, x.npy",
        "alf, '', ..",
        "alf, '', a/b.npy",
        "alf, '', ''",
        "alf, '', nul.npy",
    })
    void partsThatCouldLeaveTheSessionsFolderAreRefused(String collection, String revision, String filename) {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> new DatasetPath(collection, revision, filename))
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
    }

    @Test
    void theSessionsFolderItselfIsNoDataset() {
        assertThatExceptionOfType(TransferException.class)
                .isThrownBy(() -> DatasetPath.parse(FilePath.ROOT))
                .satisfies(why -> assertThat(why.kind()).isEqualTo(Kind.INVALID));
    }

    @ParameterizedTest
    @CsvSource({
        "alf/spikes.times.npy, alf/spikes.times.%s.npy",
        "'alf/#r#/a.b.tar.gz', 'alf/#r#/a.b.tar.%s.gz'",
        "README, README.%s",
        ".hidden, .hidden.%s",
    })
    void theIdStandsBeforeTheLastExtension(String text, String expected) {
        assertThat(DatasetPath.parse(FilePath.of(text)).relativeWithId(ID))
                .isEqualTo(FilePath.of(expected.formatted(ID)));
    }

    @Test
    void aRevisionTakesThePlaceOfAnother() {
        assertThat(new DatasetPath("alf", "old", "x.npy").withRevision("new")).hasToString("alf/#new#/x.npy");
        assertThat(new DatasetPath("alf", "old", "x.npy").withRevision("")).hasToString("alf/x.npy");
    }
}
