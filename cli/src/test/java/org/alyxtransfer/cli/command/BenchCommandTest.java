package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.cli.sandbox.SandboxAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Measurements of a real Samba and a file server, small ones: what is said and left behind, not how fast it is. */
@Tag("samba")
class BenchCommandTest {
    @TempDir
    Path home;

    private RunningSandbox sandbox;
    private SandboxAccess access;
    private Path profile;
    private Desk desk;

    @BeforeEach
    void start() throws IOException {
        sandbox = RunningSandbox.start(null);
        access = sandbox.access();
        profile = Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, access.profile());
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
        desk = Desk.at(home);
    }

    @AfterEach
    void end() throws IOException {
        sandbox.close();
    }

    @Test
    void measuresBothWaysWithAndWithoutTheDiskAndLeavesNothing() throws IOException {
        CommandRun run = desk.run(
                "bench",
                "--files",
                "4x1MiB",
                "--seconds",
                "1",
                "--bytes",
                "4M",
                "--disk",
                "disk",
                "--results",
                "r.jsonl");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("What limits it:", "* upload 4x1MiB:", "* download-disk 4x1MiB:", "limited by");
        assertThat(run.out().substring(run.out().indexOf("Recommended settings:")))
                .contains(
                        "those in force; no others were tried",
                        "transfer.files-in-flight: auto, which ended with 8 (upload-4x1MiB)");
        List<ResultLine> lines = new ResultFile(home.resolve("r.jsonl")).read();
        assertThat(lines)
                .extracting(ResultLine::scenario)
                .containsExactly("upload-4x1MiB", "upload-disk-4x1MiB", "download-4x1MiB", "download-disk-4x1MiB");
        assertThat(lines).allSatisfy(line -> {
            assertThat(line.bytes()).isEqualTo(4L << 20);
            assertThat(line.files()).isEqualTo(4);
            assertThat(line.fileMillis()).isNotNull();
            assertThat(line.machine()).isNotNull();
            assertThat(line.filesAtOnce()).isEqualTo(8); // as it begins: there was no time to look for more
            assertThat(line.settings()).doesNotContainValue(access.storageUrl());
        });
        assertNothingIsLeft();
        assertThat(home.resolve("disk")).doesNotExist();
    }

    @Test
    void jsonTakesAFileOrNone() throws IOException {
        String[] measured = {"bench", "--mode", "upload", "--files", "2x1KiB", "--seconds", "1", "--bytes", "2K"};

        CommandRun printed = desk.run(with(measured, "--json"));
        CommandRun first = desk.run(with(measured, "--json", "r.jsonl"));
        CommandRun second = desk.run(with(measured, "--json=r.jsonl", "--no-progress"));
        CommandRun both = desk.run(with(measured, "--json", "r.jsonl", "--results", "other.jsonl"));

        assertThat(printed.objects("result")).hasSize(1);
        assertThat(first.out()).contains("What limits it:");
        assertThat(second.out()).contains("What limits it:");
        assertThat(new ResultFile(home.resolve("r.jsonl")).read())
                .extracting(ResultLine::scenario)
                .containsExactly("upload-2x1KiB", "upload-2x1KiB");
        assertThat(both.exit()).isEqualTo(2);
        assertThat(both.err()).contains("--results");
        CommandRun report = desk.run("bench", "--json", "report", "r.jsonl", "--output", "page.html");
        assertThat(report.objects("report")).hasSize(1);
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    @Test
    void aSweepTellsWhatEachSettingIsWorthAndAppliesOnlyWhatIsFaster() throws IOException {
        CommandRun run = desk.run(
                "bench",
                "--mode",
                "upload",
                "--files",
                "3x256KiB",
                "--seconds",
                "1",
                "--bytes",
                "1M",
                "--sweep",
                "connections,protection",
                "--apply",
                "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects("sweep"))
                .extracting(sweep -> sweep.path("sweep").asText())
                .containsExactly("connections", "protection");
        assertThat(run.objects("sweep").get(0).path("trials"))
                .extracting(
                        trial -> trial.path("settings").path("smb.connections").asText())
                .containsExactly("1", "4", "8");
        JsonNode advice = run.objects("advice").get(0).path("settings");
        assertThat(advice.has("smb.signing")).isFalse();
        String connections = advice.path("smb.connections").asText("2");
        assertThat(desk.run("config", "show", "--json").objects())
                .filteredOn(setting -> setting.path("key").asText().equals("smb.connections"))
                .extracting(setting -> setting.path("value").asText())
                .containsExactly(connections);
        assertNothingIsLeft();
    }

    @Test
    void noSweepBeginsWhenTheTimeForAllIsOver() throws IOException {
        CommandRun run = desk.run(
                "bench",
                "--mode",
                "upload",
                "--files",
                "3x64KiB",
                "--bytes",
                "192K",
                "--set",
                "transfer.bandwidth-bytes-per-second=65536", // so the first measurements take seconds, and no time is
                // left
                "--seconds",
                "1",
                "--rounds",
                "2",
                "--sweep",
                "files,connections",
                "--total-seconds",
                "1");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("the rest of 2 rounds is left out", "What limits it:")
                .contains("the sweep 'files' of uploads is left out", "the sweep 'connections' of uploads is left out")
                .contains("Recommended settings: those in force")
                .doesNotContain("files-in-flight=", "times as fast as set");
        assertNothingIsLeft();
    }

    @Test
    void aFolderThatHoldsSomethingIsRefusedAndLeftAlone() throws IOException {
        Path other = Files.createDirectories(Path.of(access.storageFolder()).resolve("COGP-003"));
        Files.writeString(other.resolve("theirs.txt"), "theirs");

        CommandRun run = desk.run("bench", "--at", "COGP-003", "--seconds", "1");
        CommandRun disk = desk.run("bench", "--disk", other.toString(), "--seconds", "1");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(run.err()).contains("theirs.txt", "--at");
        assertThat(disk.exit()).isEqualTo(7);
        assertThat(other.resolve("theirs.txt")).hasContent("theirs");
    }

    @Test
    void ctrlCEndsItAndLeavesNothing() throws IOException {
        Interruption interruption = new Interruption();
        Mono.delay(Duration.ofMillis(2500)).subscribe(late -> interruption.ask());

        CommandRun run = desk.run(interruption, "bench", "--mode", "upload", "--files", "4x1MiB", "--seconds", "600");

        assertThat(run.exit()).isEqualTo(130);
        assertThat(run.err()).doesNotContain("please remove");
        assertNothingIsLeft();
    }

    @Test
    void aFailureEndsItAndLeavesNothing() throws IOException {
        sandbox.files().stop().block();

        CommandRun run = desk.run(
                "bench",
                "--mode",
                "download",
                "--files",
                "2x1KiB",
                "--bytes",
                "8K",
                "--seconds",
                "1",
                "--set",
                "transfer.attempts=1");

        assertThat(run.exit()).isEqualTo(6);
        assertNothingIsLeft();
    }

    @Test
    @Tag("alone")
    void realRecordsNeedAProjectThatMayKeepThem() {
        CommandRun refused = desk.run("bench", "--mode", "register");
        CommandRun named = desk.run(
                "bench",
                "--mode",
                "register",
                "--register-project",
                access.project(),
                "--register-subject",
                "COGP-003",
                "--register-files",
                "30",
                "--files",
                "1x1KiB,2x1KiB",
                "--rounds",
                "2",
                "--seconds",
                "1",
                "--json");

        assertThat(refused.exit()).isEqualTo(2);
        assertThat(refused.err()).contains("--register-project", "can't remove");
        assertThat(named.exit()).isZero();
        assertThat(named.objects("verdict").get(0).path("bottleneck").asText()).isEqualTo("REGISTRATION");
        assertThat(named.objects("result"))
                .extracting(result -> result.path("files").asInt())
                .containsExactly(15, 15);
    }

    @Test
    void mixedHasHalfOfTheBytesForEachWay() throws IOException {
        CommandRun run = desk.run(
                "bench", "--mode", "mixed", "--files", "8x128KiB", "--seconds", "1", "--bytes", "1M", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects("result"))
                .extracting(result -> result.path("bytes").asLong())
                .containsExactly(1L << 20);
        assertNothingIsLeft();
    }

    @Test
    void ordersThatMakeNoSenseAreRefusedBeforeAnythingIsWritten() throws IOException {
        refused("--bytes", "--files", "1x1KiB,1x5MiB", "--bytes", "4M");
        refused("--bytes", "--files", "1x3MiB", "--bytes", "4M", "--mode", "mixed");
        refused("--sweep", "--mode", "mixed", "--sweep", "all");
        refused("--apply", "--apply");
        refused(
                "--register-files",
                "--mode",
                "register",
                "--register-project",
                access.project(),
                "--register-subject",
                "COGP-003",
                "--register-files",
                "1",
                "--rounds",
                "2");
        assertNothingIsLeft();
    }

    private void refused(String option, String... more) {
        CommandRun run = desk.run(with(new String[] {"bench"}, more));

        assertThat(run.exit()).isEqualTo(2);
        assertThat(run.err()).contains(option);
    }

    @Test
    void foldersThatWereMadeOnTheWayAreRemovedAndALinkIsFollowed() throws IOException {
        Path real = Files.createDirectory(home.resolve("real"));
        Files.createSymbolicLink(home.resolve("link"), real);

        CommandRun run = desk.run(
                "bench",
                "--at",
                "lab/bench",
                "--disk",
                "link",
                "--files",
                "2x1KiB,3x1KiB",
                "--bytes",
                "4K",
                "--seconds",
                "1");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).isEmpty();
        assertNothingIsLeft();
        assertThat(real).isEmptyDirectory();
    }

    @Test
    void aSandboxOfItsOwnMeasuresEveryModeAndIsGoneAfterwards() {
        CommandRun run = desk.run(
                "bench",
                "--sandbox",
                "--mode",
                "upload,download,mixed,register",
                "--files",
                "2x64KiB",
                "--bytes",
                "1M",
                "--register-files",
                "8",
                "--seconds",
                "1");

        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("* upload 2x64KiB", "* download 2x64KiB", "* mixed 2x64KiB", "* register 2x64KiB");
    }

    private void assertNothingIsLeft() throws IOException {
        try (Stream<Path> all = Files.walk(Path.of(access.storageFolder()))) {
            assertThat(all.filter(path -> !path.equals(Path.of(access.storageFolder()))))
                    .isEmpty();
        }
    }
}
