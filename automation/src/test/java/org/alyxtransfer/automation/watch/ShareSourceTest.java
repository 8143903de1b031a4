package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
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
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.scheduler.VirtualTimeScheduler;

/** Folders of the share that may not be looked into, or hold names that no file of ours can have. */
class ShareSourceTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String SECOND = "COGP-003/2022-01-12/001";
    private static final String UNREGISTERED = "COGP-003/2022-01-13/001";
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

    @Test
    void aFileThatIsThereBeforeItsSessionsDatasetsStartsARunWhenTheyAreRegistered() throws IOException {
        VirtualTimeScheduler time = flagUnregistered();
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> health(watcher).waiting() == 1);

            lab.record(UNREGISTERED, TRIALS, "1");
            WatchLab.advance(time, () -> health(watcher).waiting() == 0);
            running.dispose();
        }

        assertThat(lab.told()).containsExactly("flagged " + UNREGISTERED + " SUCCEEDED");
    }

    @Test
    void aFileWhoseSessionNeverGetsDatasetsIsLeftAfterHoursAndReportedToNobody() throws IOException {
        VirtualTimeScheduler time = flagUnregistered();
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> health(watcher).waiting() == 1);
            long began = time.now(TimeUnit.HOURS);
            long failing = health(watcher).failing();

            WatchLab.advance(time, () -> health(watcher).waiting() == 0);
            running.dispose();

            assertThat(failing).isZero();
            assertThat(time.now(TimeUnit.HOURS) - began).isBetween(2L, 5L);
        }
        assertThat(lab.told()).isEmpty();
    }

    @Test
    void whoLooksOnceDoesNotStayForWhatMayNeverBeRegistered() throws IOException {
        lab.make(SessionPath.parse(UNREGISTERED));
        lab.once();
        flag(UNREGISTERED);

        lab.once();

        assertThat(lab.told()).isEmpty();
    }

    @Test
    void aFileWhoseSessionIsNotInAlyxIsLeftAfterHoursAndReportedToNobody() throws IOException {
        lab.once();
        flag(UNREGISTERED);
        VirtualTimeScheduler time = lab.virtualTime();
        try (Watcher watcher = lab.watcher()) {
            Disposable running = watcher.watch().subscribe();
            WatchLab.advance(time, () -> health(watcher).waiting() == 1);
            long began = time.now(TimeUnit.HOURS);

            WatchLab.advance(time, () -> health(watcher).waiting() == 0);
            running.dispose();

            assertThat(time.now(TimeUnit.HOURS) - began).isBetween(2L, 5L);
        }
        assertThat(lab.told()).isEmpty();
    }

    @Test
    void whoLooksOnceFindsNoFailureInASessionThatIsNotInAlyx() throws IOException {
        lab.once();
        flag(UNREGISTERED);

        try (Watcher watcher = lab.watcher()) {
            watcher.once().block(WatchLab.PATIENCE);

            assertThat(health(watcher).waiting()).isEqualTo(1);
            assertThat(health(watcher).failing()).isZero();
        }
    }

    @Test
    void whoLooksOnceDoesNotStayForAFileThatIsBeingWritten() throws IOException {
        Path rule = home.resolve("rules/flagged.yaml");
        Files.writeString(rule, Files.readString(rule).replace("stable-polls: 1", "stable-polls: 2"));
        lab.once();
        flag(SECOND);
        Disposable writing = Flux.interval(Duration.ofMillis(100), lab.disk)
                .onBackpressureDrop()
                .subscribe(number -> append(home.resolve("share").resolve(FIRST).resolve("analyse.flag")));

        lab.once();
        writing.dispose();

        assertThat(lab.told()).doesNotContain("flagged " + FIRST + " SUCCEEDED");
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "more", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A flag in a session of which Alyx has no dataset yet, which the next watcher sees. */
    private VirtualTimeScheduler flagUnregistered() throws IOException {
        lab.make(SessionPath.parse(UNREGISTERED));
        lab.once();
        flag(UNREGISTERED);
        return lab.virtualTime();
    }

    private static HealthReport health(Watcher watcher) {
        return Objects.requireNonNull(watcher.health().block(WatchLab.PATIENCE));
    }

    private void flag(String session) throws IOException {
        Path folder = Files.createDirectories(home.resolve("share").resolve(session));
        Files.writeString(folder.resolve("analyse.flag"), "now");
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
