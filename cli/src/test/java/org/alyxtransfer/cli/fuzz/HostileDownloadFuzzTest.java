package org.alyxtransfer.cli.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.hostile.Fuzz;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole download command against hostile servers, into a folder with links in it that lead out. */
@Tag("fuzz")
class HostileDownloadFuzzTest {
    private static final int DATASETS = 100;
    private static final int SESSIONS = Math.max(8, Fuzz.cases(20_000) / 10 / DATASETS);

    @TempDir
    Path world;

    @Test
    void nothingIsWrittenOutsideTheFolderAndNothingAskedElsewhere() throws IOException {
        Path home = Files.createDirectories(world.resolve("home"));
        Path into = Files.createDirectories(world.resolve("downloads"));
        Path outside = Files.createDirectories(world.resolve("outside"));
        Files.writeString(outside.resolve("precious"), "mine");
        for (int i = 0; i < SESSIONS; i++) {
            Path session = Files.createDirectories(
                    into.resolve("lab/Subjects/KS00" + i + "/2022-01-11/" + String.format("%03d", 1 + i % 900)));
            Files.createSymbolicLink(session.resolve("link-out"), outside);
        }
        Map<String, String> before = outsideOf(into, home);

        try (HostileServers servers = new HostileServers(SESSIONS, DATASETS)) {
            CommandRun run = Desk.at(home)
                    .with("ALYX_PASSWORD", "secret")
                    .run(
                            "download",
                            "--all-revisions",
                            "--from",
                            "2000-01-01",
                            "--into",
                            into.toString(),
                            "--json",
                            "--set",
                            "alyx.url=" + servers.url(),
                            "--set",
                            "alyx.user=anna",
                            "--set",
                            "alyx.requests-per-minute=100000",
                            "--set",
                            "transfer.attempts=1");

            System.out.println("hostile download: fuzz.seed=" + Fuzz.SEED + ", " + SESSIONS * DATASETS + " datasets");
            JsonNode summary = run.objects("summary").get(0);
            assertThat(run.exit()).isIn(3, 4, 6, 7);
            assertThat(summary.path("done").asInt()).isGreaterThan(SESSIONS * DATASETS / 50);
            assertThat(summary.path("failed").asInt()).isGreaterThan(SESSIONS * DATASETS / 20);
            assertThat(run.out()).doesNotContain("\"UNEXPECTED\"");
            assertThat(run.err()).doesNotContain("\tat ");
            assertThat(servers.led()).isZero();
        }

        assertThat(outsideOf(into, home)).isEqualTo(before);
        assertThat(files(into)).isNotEmpty().allSatisfy(file -> assertThat(file).hasContent(HostileServers.CONTENT));
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .toList();
        }
    }

    /** All that is neither in the target folder nor the program's own, with contents. */
    private Map<String, String> outsideOf(Path into, Path home) throws IOException {
        Map<String, String> all = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(world)) {
            for (Path path : paths.filter(path -> !path.startsWith(into) && !path.startsWith(home))
                    .toList()) {
                all.put(path.toString(), Files.isRegularFile(path) ? Files.readString(path) : "folder");
            }
        }
        return all;
    }
}
