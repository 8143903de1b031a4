package org.alyxtransfer.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

class SqliteJournalTest extends JournalContract {
    @TempDir
    Path folder;

    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(folder.resolve("journal.db"));
    }

    @AfterEach
    void close() {
        journal.close();
    }

    @Override
    Journal journal() {
        return journal;
    }

    @Test
    void anotherRunFindsWhatThisOneLeft() {
        append(started(ONE), verified(ONE), started(OTHER), new JournalEntry.Ended(OTHER, "Done"));

        journal.close();
        open();

        assertThat(only(ONE).checksums()).containsExactly(SUM);
        assertThat(only(ONE).touched()).as("by this run").isFalse();
        append(new JournalEntry.Halted(ONE, "no"));
        assertThat(only(ONE).touched()).isTrue();
    }

    @Test
    void anotherRunKnowsWhenASessionWasAskedFor() {
        append(started(ONE));
        journal.asking(SESSION, MODIFIED).block();
        journal.asking(SESSION, SENT).block();

        journal.close();
        open();

        assertThat(journal.asked(SESSION).block()).isEqualTo(SENT);
        assertThat(journal.asked(ANOTHER).block()).isNull();
        assertThat(only(ONE).touched())
                .as("what else is known of the session stays")
                .isFalse();
    }

    @Test
    void endedFilesAreKeptInBrief() {
        append(started(ONE), verified(ONE), new JournalEntry.Registered(ONE, ID), new JournalEntry.Ended(ONE, "Done"));

        assertThat(journal.finished(SESSION).collectList().block())
                .containsExactly(new FinishedFile(
                        FilePath.of("alf/a.npy"), 100, MODIFIED, Optional.of(SUM), Optional.of(ID), "Done"));
        assertThat(journal.finished(ANOTHER).collectList().block()).isEmpty();
    }

    @Test
    void appendsOfManyThreadsAreAllThere() {
        Flux.range(0, 2000)
                .map(i -> new FileKey(SESSION, FilePath.of("f" + i)))
                .flatMap(file -> journal.append(List.of(started(file))), 256, 1)
                .blockLast();

        assertThat(unfinished(SESSION)).hasSize(2000);
    }

    @Test
    void aClosedJournalTakesNothing() {
        journal.close();

        assertThatThrownBy(() -> append(started(ONE)))
                .isInstanceOfSatisfying(
                        TransferException.class, why -> assertThat(why.kind()).isEqualTo(Kind.UNAVAILABLE));
    }

    @Test
    void sessionsWithoutFilesAreNotUnfinished() {
        append(started(ONE), new JournalEntry.Ended(ONE, "Done"), started(ELSEWHERE));

        List<SessionPath> sessions = journal.unfinishedSessions().collectList().block();

        assertThat(sessions).containsExactly(ANOTHER);
        assertThat(Files.exists(folder.resolve("journal.db"))).isTrue();
    }
}
