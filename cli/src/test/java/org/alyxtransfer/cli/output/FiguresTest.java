package org.alyxtransfer.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FiguresTest {
    @Test
    void bytesAreInBinaryUnits() {
        assertThat(Figures.bytes(0)).isEqualTo("0 B");
        assertThat(Figures.bytes(1023)).isEqualTo("1023 B");
        assertThat(Figures.bytes(1536)).isEqualTo("1.5 KiB");
        assertThat(Figures.bytes(300L << 30)).isEqualTo("300 GiB");
        assertThat(Figures.bytes(Long.MAX_VALUE)).isEqualTo("8192 PiB");
    }

    @Test
    void countsHaveAPlural() {
        assertThat(Figures.count(1, "file")).isEqualTo("1 file");
        assertThat(Figures.count(1204, "file")).isEqualTo("1,204 files");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCellAndFiguresStandRight() {
        Table table = new Table("NAME", ">SIZE");
        table.row("a", 1);
        table.row("longer", 1000);

        assertThat(table.lines()).containsExactly("NAME    SIZE", "a          1", "longer  1000");
    }
}
