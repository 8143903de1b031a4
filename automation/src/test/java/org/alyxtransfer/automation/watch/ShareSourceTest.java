package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Folders of the share that may not be looked into, or hold names that no file of ours can have. */
class ShareSourceTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String SECOND = "COGP-003/2022-01-12/001";
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";

    @TempDir
    Path home;

    private WatchLab lab;

    @BeforeEach
    void start() throws IOException {
        lab = new WatchLab(home, Clock.systemUTC());
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(
                home.resolve("rules/flagged.yaml"),
                "rule: flagged\ntrigger:\n  share: {files: [analyse.flag], stable-polls: 1}\naction:\n  command: [echo]\n");
        for (String session : List.of(FIRST, SECOND)) {
            lab.record(session, TRIALS, "1");
            Files.createDirectories(home.resolve("share").resolve(session));
        }
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void namesThatNoFileOfOursCanHaveHideNoOther() throws IOException {
        Files.createDirectories(home.resolve("share/odd:name"));
        Files.createDirectories(home.resolve("share").resolve(FIRST).resolve("also:odd"));
        lab.once();
        flag(FIRST);

        lab.once();

        assertThat(lab.told()).containsExactly("flagged " + FIRST + " SUCCEEDED");
    }

    @Test
    void aFolderThatMayNotBeReadHidesItsOwnSessionOnlyAndTheEndTellsOfIt() throws IOException {
        lab.once();
        flag(FIRST);
        flag(SECOND);
        FileSource readable = lab.share;
        lab.share = new Guarded(readable, FilePath.of(FIRST));

        assertThatThrownBy(lab::once)
                .isInstanceOfSatisfying(TransferException.class, failure -> assertThat(failure.kind())
                        .isEqualTo(Kind.DENIED))
                .hasMessageStartingWith(FIRST + ": cannot be read (access denied) and is left out")
                .hasMessageContaining("move it away");
        assertThat(lab.told()).containsExactly("flagged " + SECOND + " SUCCEEDED");

        lab.share = readable;
        lab.once();

        assertThat(lab.told()).containsExactly("flagged " + SECOND + " SUCCEEDED", "flagged " + FIRST + " SUCCEEDED");
    }

    @Test
    void whatADiskKeepsInItsRootForItselfIsNoTrouble() throws IOException {
        lab.once();
        flag(FIRST);
        Files.createDirectories(home.resolve("share/lost+found"));
        lab.share = new Guarded(lab.share, FilePath.of("lost+found"));

        lab.once();

        assertThat(lab.told()).containsExactly("flagged " + FIRST + " SUCCEEDED");
    }

    private void flag(String session) throws IOException {
        Files.writeString(home.resolve("share").resolve(session).resolve("analyse.flag"), "now");
    }

    /** A share on which one folder may not be listed. */
    private record Guarded(FileSource source, FilePath folder) implements FileSource {
        @Override
        public String name() {
            return source.name();
        }

        @Override
        public Mono<Limits> limits() {
            return source.limits();
        }

        @Override
        public Mono<FileStat> stat(FilePath path) {
            return source.stat(path);
        }

        @Override
        public Flux<FileStat> list(FilePath directory) {
            return directory.equals(folder)
                    ? Flux.error(new TransferException(Kind.DENIED, directory.value(), "access denied"))
                    : source.list(directory);
        }

        @Override
        public Mono<SourceFile> open(FilePath path) {
            return source.open(path);
        }
    }
}
