package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.alyxtransfer.automation.SmallDisk;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WatchDatabaseTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("watch.sqlite");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7})
    void anotherProgramsDatabaseIsLeftAlone(int version) throws IOException, SQLException {
        sql("CREATE TABLE notes (text)", "PRAGMA user_version = " + version);
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> WatchDatabase.open(file))
                .isInstanceOfSatisfying(
                        TransferException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INVALID))
                .hasMessageContaining("another program");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void oneOfANewerVersionIsLeftAlone() throws IOException, SQLException {
        WatchDatabase.open(file).close();
        sql("PRAGMA journal_mode = DELETE", "PRAGMA user_version = 2");
        byte[] before = Files.readAllBytes(file);

        assertThatThrownBy(() -> WatchDatabase.open(file)).hasMessageContaining("newer");

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void oneOfBeforeTheyWereSignedIsUsedOnAndSigned() throws SQLException {
        WatchDatabase.open(file).close();
        sql("INSERT INTO note VALUES ('a', 'kept')", "PRAGMA application_id = 0");

        try (WatchDatabase again = WatchDatabase.open(file)) {
            assertThat(new WatchState(again).note("a").block()).contains("kept");
        }

        assertThat(number("PRAGMA application_id")).isNotZero();
    }

    @Test
    void afterAFullDiskItRemembersAgain() throws IOException {
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"));
                WatchDatabase database = WatchDatabase.open(folder.resolve("disk/watch.sqlite"))) {
            WatchState state = new WatchState(database);
            state.note("before", "kept").block();
            disk.fill();
            assertThatThrownBy(() -> state.note("large", "x".repeat(1 << 20)).block())
                    .isInstanceOf(TransferException.class);
            disk.makeRoom();

            state.note("after", "kept").block();

            assertThat(state.note("before").block()).contains("kept");
            assertThat(state.note("after").block()).contains("kept");
            assertThat(state.note("large").block()).isEmpty();
        }
    }

    private void sql(String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            for (String one : statements) {
                statement.execute(one);
            }
        }
    }

    private int number(String query) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(query)) {
            return row.getInt(1);
        }
    }
}
