package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.alyxtransfer.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What {@code register --dry-run} says of a real share, and that it says it only. */
@Tag("samba")
class RegisterDryRunTest extends SandboxDesk {
    private static final String TABLE = "alf/_ibl_trials.table.pqt";

    private Path folder;

    @BeforeEach
    void createSession() throws IOException {
        folder = Path.of(access.storageFolder()).resolve(SESSION);
        Files.createDirectories(folder.resolve("alf"));
        Files.writeString(folder.resolve(TABLE), "table");
        desk.run("session", "create", "--subject", "COGP-003", "--date", "2022-01-11");
    }

    @Test
    void whatWouldBeRegisteredIsSaidAndNothingChanged() throws IOException {
        long before = posts();

        CommandRun text = desk.run("register", SESSION, "--dry-run");
        CommandRun json = desk.run("register", SESSION, "--dry-run", "--json");

        assertThat(text.exit()).isZero();
        assertThat(text.out())
                .contains(SESSION + "/" + TABLE, "1 file", "would be registered where they are", "nothing was changed");
        assertThat(json.exit()).isZero();
        assertThat(json.objects("file")).singleElement().satisfies(file -> {
            assertThat(file.path("outcome").asText()).isEqualTo("planned");
            assertThat(file.path("path").asText()).isEqualTo(TABLE);
        });
        assertThat(json.objects("dry-run").get(0).path("planned").asInt()).isEqualTo(1);
        assertThat(posts()).isEqualTo(before);
        assertThat(sandbox.alyx().state().datasetCount()).isZero();
        assertThat(filesBelow(folder)).containsExactly(folder.resolve(TABLE));
        assertThat(home.resolve(".local/state/alyx-transfer/jobs")).doesNotExist();
    }

    @Test
    void anInterruptedJobsJournalStaysAsItIs() throws IOException {
        Files.writeString(folder.resolve("alf/what.is-this.npy"), "of no type");
        CommandRun real = desk.run("register", SESSION);
        Files.writeString(folder.resolve("alf/spikes.times.npy"), "new");
        Path jobs = home.resolve(".local/state/alyx-transfer/jobs");
        List<Path> journals = filesBelow(jobs);
        List<byte[]> before = contents(journals);
        long postsBefore = posts();

        CommandRun run = desk.run("register", SESSION, "--dry-run");

        assertThat(real.exit()).isEqualTo(3);
        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("spikes.times.npy", "Would refuse 1");
        assertThat(posts()).isEqualTo(postsBefore);
        assertThat(filesBelow(jobs)).isEqualTo(journals).isNotEmpty();
        assertThat(contents(journals))
                .usingElementComparator(java.util.Arrays::compare)
                .isEqualTo(before);
    }

    @Test
    void aFileThatAlyxHasARecordOfInAnotherRepositoryOnlyWouldBeRegistered() {
        String[] plain = {"--set", "storage.naming=plain", "--json", "register", SESSION};
        desk.run(plain);

        CommandRun here = desk.run(with(plain, "--dry-run"));
        CommandRun elsewhere = desk.run(with(plain, "--dry-run", "--repository", "unattached"));

        assertThat(outcome(here)).isEqualTo("skipped");
        assertThat(outcome(elsewhere)).isEqualTo("planned");
    }

    private static String[] with(String[] words, String... more) {
        return Stream.concat(Stream.of(words), Stream.of(more)).toArray(String[]::new);
    }

    private static String outcome(CommandRun run) {
        return run.objects("file").get(0).path("outcome").asText();
    }

    /** Requests that change something; signing in doesn't. */
    private long posts() {
        return sandbox.alyx().state().requests().entrySet().stream()
                .filter(counted -> !counted.getKey().startsWith("GET ")
                        && !counted.getKey().contains("auth-token"))
                .mapToLong(java.util.Map.Entry::getValue)
                .sum();
    }

    private static List<byte[]> contents(List<Path> files) throws IOException {
        List<byte[]> all = new java.util.ArrayList<>();
        for (Path file : files) {
            all.add(Files.readAllBytes(file));
        }
        return all;
    }

    private static List<Path> filesBelow(Path below) throws IOException {
        try (Stream<Path> all = Files.walk(below)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith(".alyx-lease"))
                    .sorted()
                    .toList();
        }
    }
}
