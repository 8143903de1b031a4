package org.alyxtransfer.journal;

import static org.alyxtransfer.journal.JournalContract.ANOTHER;
import static org.alyxtransfer.journal.JournalContract.ONE;
import static org.alyxtransfer.journal.JournalContract.SESSION;
import static org.alyxtransfer.journal.JournalContract.SUM;
import static org.alyxtransfer.journal.JournalContract.started;
import static org.alyxtransfer.journal.JournalContract.verified;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Step;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.test.StepVerifier;

/** Journals that are not as this program left them. */
class JournalTroubleTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("journal.db");
    }

    @Test
    void aDatabaseOfAnotherProgramIsLeftAsItIs() throws Exception {
        sql("CREATE TABLE diary (day TEXT)", "INSERT INTO diary VALUES ('Monday')");
        byte[] before = Files.readAllBytes(file);

        assertThat(refusal()).satisfies(why -> {
            assertThat(why.kind()).isEqualTo(Kind.INVALID);
            assertThat(why).hasMessageContaining("another program").hasMessageContaining("left as it is");
        });
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aFileThatIsNoDatabaseIsLeftAsItIs() throws Exception {
        Files.writeString(file, "Dear diary, ".repeat(1000));

        assertThat(refusal().kind()).isEqualTo(Kind.INVALID);
        assertThat(file).hasContent("Dear diary, ".repeat(1000));
    }

    @Test
    void aJournalOfANewerProgramIsLeftAsItIs() throws Exception {
        write(3);
        sql("PRAGMA user_version = " + (JournalSchema.VERSION + 1));
        byte[] before = Files.readAllBytes(file);

        assertThat(refusal()).satisfies(why -> {
            assertThat(why.kind()).isEqualTo(Kind.INVALID);
            assertThat(why).hasMessageContaining("a newer alyx-transfer");
        });
        assertThat(Files.readAllBytes(file)).isEqualTo(before);
    }

    @Test
    void aHalfWrittenJournalIsRefusedOrHoldsAllThatItSays() throws Exception {
        write(200);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length += 997) {
            Files.write(file, Arrays.copyOf(whole, length));
            Files.deleteIfExists(folder.resolve("journal.db-wal"));
            Files.deleteIfExists(folder.resolve("journal.db-shm"));

            Optional<Integer> held = count();

            assertThat(held.orElse(0)).as("files of the first %d bytes", length).isZero();
        }
    }

    /** What a power cut leaves of the file that commits go to first. */
    @Test
    void aHalfWrittenLogHoldsWholeCommitsInTheirOrder() throws Exception {
        byte[] base;
        byte[] log;
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            for (int i = 0; i < 20; i++) {
                append(journal, started(named(i)), verified(named(i)));
            }
            base = Files.readAllBytes(file);
            log = Files.readAllBytes(folder.resolve("journal.db-wal"));
        }

        int most = 0;
        for (int length = 0; length <= log.length; length += 1999) {
            Files.write(file, base);
            Files.write(folder.resolve("journal.db-wal"), Arrays.copyOf(log, length));
            Files.deleteIfExists(folder.resolve("journal.db-shm"));
            try (SqliteJournal journal = SqliteJournal.open(file)) {
                List<FileProgress> files = unfinished(journal);

                assertThat(files).allMatch(FileProgress::isWhole);
                assertThat(files).extracting(FileProgress::file).isEqualTo(firstNames(files.size()));
                most = Math.max(most, files.size());
            }
        }
        assertThat(most).isGreaterThan(15);
    }

    @Test
    void onAFullDiskTheJournalEndsTheRunAndKeepsWhatItHeld() throws Exception {
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            append(journal, started(ONE), verified(ONE));
            journal.limitPages(1);

            for (int i = 0; i < 2; i++) {
                assertThatThrownBy(() -> {
                            for (int n = 0; n < 500; n++) {
                                append(journal, started(named(n)));
                            }
                        })
                        .isInstanceOfSatisfying(TransferException.class, why -> assertThat(why.kind())
                                .isEqualTo(Kind.FULL))
                        .hasMessageContaining("is safe")
                        .hasMessageContaining("Make room");
            }
            StepVerifier.create(journal.broken()).verifyError(TransferException.class);
        }

        try (SqliteJournal again = SqliteJournal.open(file)) {
            assertThat(unfinished(again))
                    .filteredOn(file -> file.file().equals(ONE))
                    .singleElement()
                    .satisfies(one -> assertThat(one.step()).isEqualTo(Step.VERIFIED));
            append(again, started(named(1_000)));
        }
    }

    /** Written out, as what once was published must stay readable whatever the program's own list says. */
    @Test
    void aJournalOfTheFirstFormIsBroughtUpToDate() throws Exception {
        sql(
                "CREATE TABLE job (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID",
                "CREATE TABLE session (id INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE)",
                "CREATE TABLE file (session INTEGER NOT NULL, path TEXT NOT NULL, step TEXT NOT NULL, run INTEGER NOT"
                        + " NULL, staging TEXT NOT NULL, target TEXT NOT NULL, size INTEGER NOT NULL, modified INTEGER NOT"
                        + " NULL, is_default INTEGER NOT NULL, on_existing TEXT NOT NULL, checksums TEXT NOT NULL DEFAULT"
                        + " '', batch INTEGER, sent INTEGER, dataset BLOB, trouble TEXT NOT NULL DEFAULT '', PRIMARY KEY"
                        + " (session, path)) WITHOUT ROWID",
                "CREATE TABLE finished (session INTEGER NOT NULL, path TEXT NOT NULL, size INTEGER NOT NULL,"
                        + " modified INTEGER NOT NULL, checksum BLOB, dataset BLOB, outcome TEXT NOT NULL,"
                        + " PRIMARY KEY (session, path)) WITHOUT ROWID",
                "INSERT INTO job VALUES ('runs', '4'), ('state', 'open')",
                "INSERT INTO session VALUES (7, '" + SESSION + "')",
                "INSERT INTO file VALUES (7, 'alf/a.npy', 'VERIFIED', 4, 'a/.at-1.part', 'a/target.npy', 100, 5, 1,"
                        + " 'FAIL', '" + SUM.hex() + "', NULL, NULL, NULL, '')",
                "INSERT INTO finished VALUES (7, 'alf/b.npy', 3, 5, x'0123456789abcdef0123456789abcdef', NULL, 'Done')",
                "PRAGMA application_id = " + 0x61744a31,
                "PRAGMA user_version = 1");

        try (SqliteJournal journal = SqliteJournal.open(file)) {
            assertThat(journal.run()).isEqualTo(5);
            assertThat(unfinished(journal)).singleElement().satisfies(one -> {
                assertThat(one.file()).isEqualTo(ONE);
                assertThat(one.checksums()).containsExactly(SUM);
            });
            assertThat(journal.finished(SESSION).collectList().block())
                    .extracting(FinishedFile::path)
                    .containsExactly(FilePath.of("alf/b.npy"));
            append(journal, started(ONE), new JournalEntry.Reached(ONE, 64, SUM, "begun"));
            assertThat(unfinished(journal)).allMatch(one -> one.reached().isPresent());
        }
        assertThat(version()).isEqualTo(JournalSchema.VERSION);
    }

    @Test
    void aMarkOfAnOlderFormTellsNoBeginning() throws Exception {
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            append(journal, started(ONE), new JournalEntry.Reached(ONE, 64, SUM, "begun"));
        }
        sql("ALTER TABLE file DROP COLUMN beginning", "PRAGMA user_version = 3");

        try (Connection look = SqliteJournal.connect(file, true)) {
            assertThat(new JournalReading(look, file).unfinished(5)).hasSize(1);
        }
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            assertThat(unfinished(journal))
                    .extracting(FileProgress::reached)
                    .containsExactly(Optional.of(new FileProgress.Reached(64, SUM, "")));
        }
    }

    @Test
    void aJournalThatAnotherProgramKeepsLockedIsBusy() throws Exception {
        write(1);
        try (Connection other = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = other.createStatement()) {
            statement.execute("BEGIN EXCLUSIVE");

            assertThat(refusal().kind()).isEqualTo(Kind.BUSY);
        }
    }

    private TransferException refusal() {
        try (SqliteJournal opened = SqliteJournal.open(file)) {
            throw new AssertionError("opened, run " + opened.run());
        } catch (TransferException e) {
            return e;
        }
    }

    /** Empty when it is refused, as it has to be, as an invalid one. */
    private Optional<Integer> count() {
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            return Optional.of(unfinished(journal).size());
        } catch (TransferException e) {
            assertThat(e.kind()).isEqualTo(Kind.INVALID);
            return Optional.empty();
        }
    }

    private void write(int files) {
        try (SqliteJournal journal = SqliteJournal.open(file)) {
            for (int i = 0; i < files; i++) {
                append(journal, started(named(i)), verified(named(i)));
            }
        }
    }

    private static FileKey named(int number) {
        return new FileKey(ANOTHER, FilePath.of("alf/%04d.npy".formatted(number)));
    }

    private static List<FileKey> firstNames(int count) {
        List<FileKey> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(named(i));
        }
        return names;
    }

    private static void append(SqliteJournal journal, JournalEntry... entries) {
        journal.append(List.of(entries)).block();
    }

    private static List<FileProgress> unfinished(SqliteJournal journal) {
        return journal.unfinishedSessions()
                .concatMap(journal::unfinished)
                .collectList()
                .blockOptional()
                .orElseThrow();
    }

    private int version() throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            return statement.executeQuery("PRAGMA user_version").getInt(1);
        }
    }

    private void sql(String... statements) throws SQLException, IOException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }
}
