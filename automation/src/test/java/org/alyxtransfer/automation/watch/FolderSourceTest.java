package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alyxtransfer.automation.TooDeep;
import org.alyxtransfer.dataset.TransferException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Folders of this computer that may not be looked into. */
class FolderSourceTest {
    private static final String FIRST = "COGP-003/2022-01-11/001";
    private static final String SECOND = "COGP-003/2022-01-12/001";

    private final List<Path> uploaded = new CopyOnWriteArrayList<>();

    @TempDir
    Path home;

    private Path rig;
    private WatchLab lab;

    @BeforeEach
    void start() throws IOException {
        rig = home.resolve("rig");
        lab = new WatchLab(home, Clock.systemUTC());
        lab.upload = (session, trigger, log) -> Mono.fromRunnable(() -> uploaded.add(session));
        watch(rig);
        for (String session : List.of(FIRST, SECOND)) {
            Files.writeString(Files.createDirectories(rig.resolve(session)).resolve("done.flag"), "");
        }
    }

    @AfterEach
    void end() {
        lab.close();
    }

    @Test
    void aFolderThatCannotBeReadHidesItsOwnSessionOnlyAndTheEndTellsOfIt() throws IOException {
        try (TooDeep inSession = TooDeep.in(rig.resolve(FIRST).resolve("alf"));
                TooDeep outside = TooDeep.in(rig.resolve("elsewhere"))) {
            assertThat(inSession.parent()).exists();
            assertThat(outside.parent()).exists();

            assertThatThrownBy(lab::once)
                    .isInstanceOf(TransferException.class)
                    .hasMessageStartingWith(rig.toString())
                    .hasMessageContaining("is left out, with the whole session that it is a part of")
                    .hasMessageContaining("move it away")
                    .hasMessageEndingWith("(and 1 more)");
        }
        assertThat(uploaded).containsExactly(rig.resolve(SECOND));

        lab.once();

        assertThat(uploaded).containsExactly(rig.resolve(SECOND), rig.resolve(FIRST));
    }

    @Test
    void whatAFileSystemKeepsForItselfInADisksRootIsNoTrouble() throws IOException {
        try (TooDeep disk = TooDeep.named("lost+found", rig)) {
            watch(disk.parent());
            lab.once();
        }
        try (TooDeep disk = TooDeep.named("lost_found", rig)) {
            watch(disk.parent());
            assertThatThrownBy(lab::once).hasMessageContaining("is left out");
        }
    }

    @Test
    void aRigThatIsNotThereIsNotTakenForAnEmptyOne() throws IOException {
        Files.move(rig, home.resolve("away"));

        assertThatThrownBy(lab::once).hasMessageContaining("cannot be looked through");

        assertThat(uploaded).isEmpty();
    }

    @Test
    void aFolderInWhichNothingLiesYetIsNoFinishedSession() throws IOException {
        watch(rig, "stable-minutes: 5");
        Files.delete(rig.resolve(FIRST).resolve("done.flag"));
        Files.createDirectories(rig.resolve(FIRST).resolve("raw_video_data"));
        write(SECOND, Duration.ofMinutes(6));

        lab.once();

        assertThat(uploaded).containsExactly(rig.resolve(SECOND));
    }

    @Test
    void whoLooksOnceDoesNotStayForASessionThatIsBeingWritten() throws IOException {
        watch(rig, "stable-minutes: 5");
        write(SECOND, Duration.ofMinutes(6));
        Disposable writing = Flux.interval(Duration.ofMillis(200), lab.disk)
                .onBackpressureDrop()
                .subscribe(number -> append(rig.resolve(FIRST).resolve("trials.csv")));

        lab.once();
        writing.dispose();

        assertThat(uploaded).containsExactly(rig.resolve(SECOND));
    }

    private static void append(Path file) {
        try {
            Files.writeString(file, "more\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(String session, Duration ago) throws IOException {
        Path flag = rig.resolve(session).resolve("done.flag");
        Files.setLastModifiedTime(flag, FileTime.from(Instant.now().minus(ago)));
    }

    private void watch(Path folder) throws IOException {
        watch(folder, "flag: done.flag");
    }

    private void watch(Path folder, String until) throws IOException {
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(
                home.resolve("rules/rig.yaml"),
                "rule: rig\ntrigger:\n  folder: {path: " + folder + ", " + until + "}\n");
    }
}
