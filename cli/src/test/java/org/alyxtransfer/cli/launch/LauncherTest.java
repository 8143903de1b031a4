package org.alyxtransfer.cli.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@code bin/alyx-transfer} as in a distribution, with a Java that notes how it was called and ends as it is told. */
class LauncherTest {
    private static final Path LAUNCHER = Path.of("..", "bin", "alyx-transfer");
    private static final String CRASH = "134"; // 128 + SIGABRT
    private static final String KILLED = "137"; // 128 + SIGKILL
    private static final String JAVA = """
        #!/bin/sh
        echo "$*" >>"$HOME/calls"
        case "$*" in
            *launch.Rehearsal)
                for flag; do
                    case "$flag" in -XX:ArchiveClassesAtExit=*) : >"${flag#*=}" ;; esac
                done
                exit "$REHEARSAL_ENDS_WITH"
                ;;
        esac
        """;

    @TempDir
    Path home;

    private Path launcher;

    @BeforeEach
    void install() throws IOException {
        launcher = Files.createDirectories(home.resolve("program/bin")).resolve("alyx-transfer");
        Files.copy(LAUNCHER, launcher);
        Files.createDirectories(home.resolve("program/lib"));
        Path java = Files.createDirectories(home.resolve("jdk/bin")).resolve("java");
        Files.writeString(java, JAVA);
        Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwx------"));
    }

    @Test
    void theFirstStartRehearsesAndLaterOnesMapItsClasses() throws Exception {
        start("0");
        await().until(() -> isOnly(".jsa"));

        start("0");

        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(1);
        assertThat(calls()).last().asString().contains("-XX:SharedArchiveFile=" + only(), "Main session list");
    }

    @Test
    void aRehearsalThatWasKilledIsRepeatedWhenItsLockIsOld() throws Exception {
        start(KILLED);
        await().until(() -> isOnly(".lock"));
        Path lock = only();
        start("0");
        assertThat(lock).isEmptyDirectory();
        age(lock);

        start("0");

        await().until(() -> isOnly(".jsa"));
    }

    @Test
    void oneThatCrashedIsNot() throws Exception {
        start(CRASH);
        await().until(() -> isOnly(".lock") && Files.exists(only().resolve("failed")));
        Path lock = only();
        age(lock);

        start("0");

        assertThat(lock.resolve("failed")).exists();
        assertThat(calls()).filteredOn(call -> call.contains("Rehearsal")).hasSize(1);
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, architectures = "amd64")
    void theLibraryOfTheCiphersIsTakenFromWhereItLiesUnpacked() throws Exception {
        Path natives =
                Files.createDirectories(home.resolve("program/lib/native")).toRealPath();
        Files.createFile(natives.resolve("AmazonCorrettoCryptoProvider-1.jar"));
        start("0");
        assertThat(calls()).noneMatch(call -> call.contains("java.library.path"));

        Files.createFile(natives.resolve("libamazonCorrettoCryptoProvider.so"));
        start("0");

        assertThat(calls())
                .anyMatch(call -> call.contains("useExternalLib=true")
                        && call.contains("-Djava.library.path=" + natives + " ")
                        && call.contains("Main session list"));
        await().until(() -> kept().stream().noneMatch(file -> file.toString().endsWith(".lock"))); // or it writes on
    }

    private void start(String rehearsalEnd) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder("bash", launcher.toString(), "session", "list").inheritIO();
        builder.environment().keySet().removeAll(List.of("XDG_CACHE_HOME", "ALYX_TRANSFER_NO_ARCHIVE"));
        builder.environment().put("HOME", home.toString());
        builder.environment().put("REHEARSAL_ENDS_WITH", rehearsalEnd);
        builder.environment().put("JAVA_HOME", home.resolve("jdk").toString());
        assertThat(builder.start().waitFor()).isZero();
    }

    /** How Java was called, in that order. */
    private List<String> calls() throws IOException {
        return Files.readAllLines(home.resolve("calls"));
    }

    private boolean isOnly(String extension) throws IOException {
        List<Path> kept = kept();
        return kept.size() == 1 && kept.get(0).toString().endsWith(extension);
    }

    private Path only() throws IOException {
        return kept().get(0);
    }

    private List<Path> kept() throws IOException {
        try (Stream<Path> files = Files.list(home.resolve(".cache/alyx-transfer"))) {
            return files.toList();
        }
    }

    private static void age(Path lock) throws IOException {
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
    }
}
