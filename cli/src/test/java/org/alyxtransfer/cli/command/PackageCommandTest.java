package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PackageCommandTest {
    private static final String MD5_OF_ABC = "900150983cd24fb0d6963f7d28e17f72";

    @TempDir
    Path home;

    private Path session;

    @BeforeEach
    void experimentEnded() throws IOException {
        Files.writeString(home.resolve("trials.table.pqt"), "abc");
        Files.writeString(home.resolve("wheel.position.npy"), "turning");
        session = home.resolve("out/COGP-003/2022-01-11/002");
    }

    @Test
    void laysFilesOutAsASessionWithAManifest() throws IOException {
        FileTime modified = FileTime.from(Instant.parse("2022-01-11T12:00:00Z"));
        Files.setLastModifiedTime(home.resolve("trials.table.pqt"), modified);

        CommandRun run = pack("trials.table.pqt", "wheel.position.npy");

        assertThat(run.exit()).isZero();
        assertThat(session.resolve("alf/trials.table.pqt")).hasContent("abc");
        assertThat(session.resolve("alf/wheel.position.npy")).hasContent("turning");
        assertThat(Files.getLastModifiedTime(session.resolve("alf/trials.table.pqt")))
                .isEqualTo(modified);
        assertThat(home.resolve("out/.alyx-transfer-COGP-003_2022-01-11_002.json"))
                .content()
                .contains("alf/trials.table.pqt", MD5_OF_ABC, "\"size\" : 3");
        assertThat(Files.isSameFile(home.resolve("trials.table.pqt"), session.resolve("alf/trials.table.pqt")))
                .isFalse();
    }

    @Test
    void linksShareTheirBytesWithTheOriginal() throws IOException {
        CommandRun run = pack("trials.table.pqt", "--link");

        assertThat(run.exit()).isZero();
        assertThat(Files.isSameFile(home.resolve("trials.table.pqt"), session.resolve("alf/trials.table.pqt")))
                .isTrue();
    }

    @Test
    void againDoesNothingAndTheManifestKeepsEarlierFiles() throws IOException {
        pack("trials.table.pqt");

        CommandRun again = pack("trials.table.pqt");
        CommandRun more = pack("wheel.position.npy");

        assertThat(again.exit()).isZero();
        assertThat(again.out()).contains("kept");
        assertThat(more.exit()).isZero();
        assertThat(home.resolve("out/.alyx-transfer-COGP-003_2022-01-11_002.json"))
                .content()
                .contains("trials.table.pqt", "wheel.position.npy");
    }

    @Test
    void otherContentsAreNeverReplaced() throws IOException {
        pack("trials.table.pqt");
        Files.writeString(home.resolve("trials.table.pqt"), "xyz");

        CommandRun run = pack("trials.table.pqt");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(session.resolve("alf/trials.table.pqt")).hasContent("abc");
    }

    @Test
    void oneBadNameDoesNotStopTheOthers() throws IOException {
        Files.writeString(home.resolve("left camera.raw.mp4"), "film");
        Files.writeString(home.resolve("früh.times.npy"), "early");

        CommandRun run = pack("left camera.raw.mp4", "früh.times.npy", "trials.table.pqt", "missing.times.npy");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("left camera.raw.mp4", "früh.times.npy", "no such file");
        assertThat(files()).containsExactly("alf/trials.table.pqt");
    }

    @Test
    void namesThatAShareWouldConfuseAreRefused() throws IOException {
        Path other = Files.createDirectories(home.resolve("other"));
        Files.writeString(other.resolve("Trials.table.pqt"), "ABC");

        CommandRun run = pack("trials.table.pqt", "other/Trials.table.pqt");

        assertThat(run.exit()).isEqualTo(7);
        assertThat(files()).containsExactly("alf/trials.table.pqt");
    }

    @Test
    void foldersAndLinksAreNotFollowed() throws IOException {
        Files.createDirectories(home.resolve("recording"));
        Files.createSymbolicLink(home.resolve("spikes.times.npy"), home.resolve("wheel.position.npy"));

        CommandRun run = pack("recording", "spikes.times.npy");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.err()).contains("is no file", "symbolic link");
    }

    @Test
    void dryRunWritesNothing() {
        CommandRun run = pack("trials.table.pqt", "--dry-run");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains(MD5_OF_ABC, "would be");
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void badSubjectOrCollectionEndsWithoutAFile() {
        assertThat(pack("trials.table.pqt", "--collection", "bad name").exit()).isEqualTo(3);
        CommandRun run = Desk.at(home)
                .run("package", "trials.table.pqt", "--subject", "../x", "--date", "2022-01-11", "--into", "out");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(home.resolve("out")).doesNotExist();
    }

    @Test
    void jsonTellsEachFileAndASummary() {
        CommandRun run = pack("trials.table.pqt", "wheel.position.npy", "--json");

        assertThat(run.objects("packaged")).hasSize(2);
        assertThat(run.objects("packaged").get(0).path("md5").asText()).isEqualTo(MD5_OF_ABC);
        assertThat(run.objects("summary").get(0).path("exit").asInt()).isZero();
    }

    private CommandRun pack(String... more) {
        boolean elsewhere = Stream.of(more).anyMatch("--collection"::equals);
        Stream<String> fixed =
                Stream.of("package", "--subject", "COGP-003", "--date", "2022-01-11", "--number", "2", "--into", "out");
        Stream<String> collection = elsewhere ? Stream.of() : Stream.of("--collection", "alf");
        return Desk.at(home)
                .run(Stream.concat(Stream.concat(fixed, collection), Stream.of(more))
                        .toArray(String[]::new));
    }

    private Stream<String> files() throws IOException {
        try (Stream<Path> paths = Files.walk(session)) {
            return paths
                    .filter(Files::isRegularFile)
                    .map(file -> session.relativize(file).toString())
                    .toList()
                    .stream();
        }
    }
}
