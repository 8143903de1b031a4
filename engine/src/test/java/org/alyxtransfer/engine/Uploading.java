package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.UploadSettings;
import org.alyxtransfer.sandbox.alyx.AlyxState;
import org.junit.jupiter.api.AfterEach;

/** Uploads in a lab in memory, after which nothing is left behind. */
abstract class Uploading {
    static final String TRIALS = "alf/_ibl_trials.table.pqt";
    static final String TIMES = "alf/probe00/spikes.times.npy";

    final LabFixture lab = new LabFixture();

    @AfterEach
    void nothingIsLeftBehind() {
        lab.close();
        assertThat(lab.budget.reservedBytes()).isZero();
        assertThat(lab.unfinished())
                .allSatisfy(file -> assertThat(file.trouble()).isNotEmpty());
    }

    static UploadSettings with(Naming naming, OnConflict onConflict, UploadSettings from) {
        return new UploadSettings(
                from.repository(), naming, onConflict, from.filter(), from.create(), false, from.today());
    }

    UploadSettings with(Naming naming, OnConflict onConflict) {
        return with(naming, onConflict, lab.settings);
    }

    static Kind kind(List<TransferEvent> events, String relative) {
        Outcome outcome = Objects.requireNonNull(outcomes(events).get(relative));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        TransferException why = ((Outcome.Failed) outcome).why();
        return why.kind();
    }

    static DatasetPath path(AlyxState.Dataset dataset) {
        return new DatasetPath(dataset.collection(), dataset.revision(), dataset.name());
    }
}
