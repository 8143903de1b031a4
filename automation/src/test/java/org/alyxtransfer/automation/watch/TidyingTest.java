package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.alyxtransfer.automation.TooDeep;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.Disposable;
import reactor.core.publisher.Mono;

class TidyingTest {
    private final Instant yesterday = Instant.now().minus(Duration.ofDays(1));

    @TempDir
    Path runs;

    private Tidying tidying;
    private Path one;
    private Path other;

    @BeforeEach
    void make() throws IOException {
        tidying = new Tidying(runs);
        one = old("trials/one");
        other = old("trials/other");
    }

    @Test
    void onlyOldRunsAreRemoved() throws IOException {
        Path young = Files.createDirectories(runs.resolve("trials/young"));

        tidying.removeOlder(yesterday);

        assertThat(one).doesNotExist();
        assertThat(other).doesNotExist();
        assertThat(young).exists();
    }

    @Test
    void aRunThatGoesOnIsKeptHoweverOldItsFolderIs() {
        Disposable running = tidying.keeping(new RunFolder(one), Mono.never()).subscribe();

        tidying.removeOlder(yesterday);
        boolean isKept = Files.exists(one);
        running.dispose();
        tidying.removeOlder(yesterday);

        assertThat(isKept).isTrue();
        assertThat(one).doesNotExist();
        assertThat(other).doesNotExist();
    }

    @Test
    void aFolderThatCannotBeRemovedKeepsNoOther() throws IOException {
        try (TooDeep first = TooDeep.in(one.resolve("deep"));
                TooDeep last = TooDeep.in(other.resolve("deep"))) {
            assertThat(first.parent()).exists();
            assertThat(last.parent()).exists();
            age(one);
            age(other);
            Path third = old("trials/pliant");
            Path elsewhere = old("another/run");

            tidying.removeOlder(yesterday);

            assertThat(third).doesNotExist();
            assertThat(elsewhere).doesNotExist();
        }
    }

    private Path old(String name) throws IOException {
        Path folder = Files.createDirectories(runs.resolve(name));
        Files.writeString(folder.resolve("stdout.log"), "done");
        return age(folder);
    }

    private Path age(Path folder) throws IOException {
        return Files.setLastModifiedTime(folder, FileTime.from(yesterday.minus(Duration.ofDays(1))));
    }
}
