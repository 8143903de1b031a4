package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;

class SuggestionTest {
    private static final Sweep.Target SHARE = Sweep.Target.SHARE;
    private static final boolean HTTP = true;

    @Test
    void theSweepsAreThoseThatVaryWhatTheBottleneckDependsOn() {
        assertThat(sweeps(Mode.UPLOAD, Stage.ROUND_TRIPS)).containsExactly("connections", "files");
        assertThat(sweeps(Mode.UPLOAD, Stage.SERVER_WRITE)).containsExactly("chunk", "connections", "files");
        assertThat(sweeps(Mode.DOWNLOAD, Stage.NETWORK)).containsExactly("connections", "files", "ranges");
    }

    @Test
    void nothingIsSuggestedAgainstWhatNoSettingChanges() {
        assertThat(sweeps(Mode.UPLOAD, Stage.SOURCE_READ)).isEmpty();
        assertThat(sweeps(Mode.REGISTER, Stage.REGISTRATION)).isEmpty();
        assertThat(sweeps(Mode.MIXED, Stage.NETWORK)).isEmpty();
    }

    @Test
    void onlyNumbersThatRunsFoundAreTold() {
        MeasuredRun found = Measured.run("upload", "2x1MiB", 1, new TransferEvent.Paced(16, "no gain"));
        MeasuredRun fixed = Measured.run("download", "2x1MiB", 1);

        Suggestion suggestion = Suggestion.of(
                List.of(
                        Measured.judged(Mode.UPLOAD, Stage.HASHING, found),
                        Measured.judged(Mode.DOWNLOAD, Stage.HASHING, fixed)),
                SHARE,
                HTTP);

        assertThat(suggestion.filesAtOnce()).isEqualTo(Map.of("upload-2x1MiB", 16));
        assertThat(suggestion.sweeps()).containsExactly("files");
    }

    private static List<String> sweeps(Mode mode, Stage bottleneck) {
        MeasuredRun run = Measured.run(mode.word(), "2x1MiB", 1);
        return Suggestion.of(List.of(Measured.judged(mode, bottleneck, run)), SHARE, HTTP)
                .sweeps();
    }
}
