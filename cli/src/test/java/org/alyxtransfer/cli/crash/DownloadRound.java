package org.alyxtransfer.cli.crash;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** A download into a folder of its own, and what that and the journal say of it. */
final class DownloadRound extends Round {
    private final Path into;

    DownloadRound(CrashLab lab, Path home, Originals originals) {
        super(
                lab.program(),
                home,
                originals,
                List.of(
                        "download",
                        "--session",
                        originals.day() + "/001",
                        "--session",
                        originals.day() + "/002",
                        "--into",
                        home.resolve("into").toString()));
        this.into = home.resolve("into").resolve(lab.name()).resolve("Subjects");
    }

    /** The folder that holds the subjects. */
    Path into() {
        return into;
    }

    @Override
    long posted() {
        return 0;
    }

    @Override
    void isSound() throws IOException {
        List<String> done = done();
        assertThat(wholeFiles(into).keySet())
                .as("files that the journal takes for done")
                .containsAll(done);
    }

    @Override
    void isComplete() throws IOException {
        assertThat(wholeFiles(into).keySet()).isEqualTo(originals.files().keySet());
        assertThat(Folders.staged(into)).isEmpty();
    }
}
