package org.alyxtransfer.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AlfNameTest {
    @ParameterizedTest
    @CsvSource({
        "spikes.times.npy, '', spikes, times, '', '', npy",
        "_ibl_trials.table.pqt, ibl, trials, table, '', '', pqt",
        "_iblrig_taskData.raw.jsonable, iblrig, taskData, raw, '', '', jsonable",
        "spikes.times_ephysClock.npy, '', spikes, times, ephysClock, '', npy",
        "wheelMoves.move_intervals_bpod.npy, '', wheelMoves, move_intervals, bpod, '', npy",
        "trials.goCue_times.npy, '', trials, goCue_times, '', '', npy",
        "_spikeglx_ephysData.raw.g0.t0.imec0.ap.cbin, spikeglx, ephysData, raw, '', g0.t0.imec0.ap, cbin",
        "obj_with_score.attr.extra.csv, '', obj_with_score, attr, '', extra, csv",
    })
    void partsAreTold(
            String filename,
            String namespace,
            String object,
            String attribute,
            String timescale,
            String extra,
            String extension) {
        assertThat(AlfName.parse(filename))
                .contains(new AlfName(namespace, object, attribute, timescale, extra, extension));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "README", "notes.txt", ".a.b", "a..npy", "a b.times.npy", "spikes.times.", "ü.times.npy"})
    void otherNamesAreNone(String filename) {
        assertThat(AlfName.parse(filename)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"_ibl_trials.table.pqt, trials.table", "spikes.times_ephysClock.npy, spikes.times"})
    void theTypeIsNamedAfterObjectAndAttribute(String filename, String type) {
        assertThat(AlfName.parse(filename).orElseThrow().typeName()).isEqualTo(type);
    }
}
