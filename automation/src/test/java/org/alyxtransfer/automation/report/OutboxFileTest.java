package org.alyxtransfer.automation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OutboxFileTest {
    @TempDir
    Path folder;

    private Path file;

    @BeforeEach
    void name() {
        file = folder.resolve("outbox.db");
    }

    @Test
    void onlyOneProcessAtATime() {
        OutboxFile first = OutboxFile.open(file);
        try {
            assertFails(Kind.BUSY, () -> OutboxFile.open(file));
        } finally {
            first.close();
        }

        OutboxFile.open(file).close();
    }

    @Test
    void onlyItsOwnerMayReadIt() throws IOException {
        OutboxFile.open(file).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void whatIsNoDatabaseIsLeftAlone() throws IOException {
        Files.writeString(
                file, "this is no database, but somebody's notes, long enough to have a header of SQLite's size");
        byte[] before = Files.readAllBytes(file);

        assertFails(Kind.UNAVAILABLE, () -> OutboxFile.open(file));

        assertThat(file).hasBinaryContent(before);
    }

    @Test
    void anotherProgramsDatabaseIsLeftAlone() throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE notes (text)");
        }
        byte[] before = Files.readAllBytes(file);

        assertFails(Kind.INVALID, () -> OutboxFile.open(file));

        assertThat(file).hasBinaryContent(before);
    }

    private static void assertFails(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call).isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.kind())
                .isEqualTo(kind));
    }
}
