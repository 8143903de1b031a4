package org.alyxtransfer.automation.analysis.plot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.alyxtransfer.automation.analysis.read.Datasets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotsTest {
    private static final String TRIALS = "alf/_ibl_trials.table.csv";

    @TempDir
    Path folder;

    @Test
    void moreTrialsThanAreDrawnAreTold() throws IOException {
        Plots cut = plots(3);

        assertThat(cut.draw()).hasSize(1);
        assertThat(cut.leftOut()).containsExactly("of " + TRIALS + ", only the first 3 trials are drawn");
        assertThat(cut.remarks()).isEmpty();
    }

    @Test
    void asManyTrialsAsAreDrawnAreAll() throws IOException {
        Plots whole = plots(4);

        assertThat(whole.draw()).hasSize(1);
        assertThat(whole.leftOut()).isEmpty();
    }

    private Plots plots(int mostTrials) throws IOException {
        Path file = Files.writeString(
                folder.resolve("_ibl_trials.table.csv"),
                "choice,contrastLeft,contrastRight,feedbackType\n1,1,,1\n-1,,0.5,1\n1,0.25,,-1\n-1,,1,1\n");
        Plots plots = new Plots("session", folder, mostTrials);
        plots.add(TRIALS, Datasets.open(file));
        return plots;
    }
}
