package org.alyxtransfer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.storage.StagedFile;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

class MemoryJournalTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final FileKey ONE = new FileKey(SESSION, FilePath.of("alf/a.npy"));
    private static final FileKey OTHER = new FileKey(SESSION, FilePath.of("alf/b.npy"));

    private final MemoryJournal journal = new MemoryJournal();

    @Test
    void theLastStepOfEachFileIsRemembered() {
        append(started(ONE), started(OTHER));
        JournalEntry registering = new JournalEntry.Registering(ONE, 1, Instant.EPOCH);
        append(verified(ONE));
        append(registering);

        assertThat(unfinished()).containsExactlyInAnyOrder(registering, started(OTHER));
    }

    @Test
    void aFileThatEndedIsForgotten() {
        append(started(ONE), started(OTHER));
        append(new JournalEntry.Ended(ONE, "Done"));

        assertThat(unfinished()).containsExactly(started(OTHER));
    }

    @Test
    void nothingIsWrittenBeforeItIsSubscribedTo() {
        Mono<Void> append = journal.append(List.of(started(ONE)));

        assertThat(unfinished()).isEmpty();
        append.block();
        assertThat(unfinished()).hasSize(1);
    }

    @Test
    void aSecondTransferOfAFileStartsAnew() {
        append(started(ONE));
        append(new JournalEntry.Ended(ONE, "Failed"));
        append(started(ONE));

        assertThat(unfinished()).containsExactly(started(ONE));
    }

    private void append(JournalEntry... entries) {
        journal.append(List.of(entries)).block();
    }

    private List<JournalEntry> unfinished() {
        return journal.unfinished().collectList().blockOptional().orElseThrow();
    }

    private static JournalEntry started(FileKey file) {
        return new JournalEntry.Started(file, FilePath.of(".at-1.part"), file.relative());
    }

    private static JournalEntry verified(FileKey file) {
        return new JournalEntry.Verified(file, new StagedFile(FilePath.of(".at-1.part"), 1), Set.of());
    }
}
