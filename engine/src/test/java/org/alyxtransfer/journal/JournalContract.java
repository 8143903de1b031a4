package org.alyxtransfer.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What every journal remembers. */
abstract class JournalContract {
    static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    static final SessionPath ANOTHER = SessionPath.parse("COGP-003/2022-01-12/001");
    static final FileKey ONE = new FileKey(SESSION, FilePath.of("alf/a.npy"));
    static final FileKey OTHER = new FileKey(SESSION, FilePath.of("alf/b.npy"));
    static final FileKey ELSEWHERE = new FileKey(ANOTHER, FilePath.of("alf/a.npy"));
    static final Instant MODIFIED = Instant.parse("2022-01-11T10:11:12.123456789Z");
    static final Instant SENT = Instant.parse("2022-01-11T12:00:00.000000001Z");
    static final Checksum SUM = new Checksum(Algorithm.MD5, "0123456789abcdef0123456789abcdef");
    static final UUID ID = UUID.fromString("5c1f7c4e-6b6c-4c53-9f3c-1f1d6f6f0001");

    abstract Journal journal();

    @Test
    void whatIsNeededToGoOnIsRemembered() {
        append(started(ONE), new JournalEntry.Reached(ONE, 64, SUM, "begun"));

        FileProgress expected = new FileProgress(
                ONE,
                Step.STARTED,
                FilePath.of("a/.at-1.part"),
                FilePath.of("a/target.npy"),
                100,
                MODIFIED,
                true,
                OnExisting.REPLACE,
                Optional.of(new FileProgress.Reached(64, SUM, "begun")),
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                "",
                true);
        assertThat(unfinished(SESSION)).containsExactly(expected);
    }

    @Test
    void theLastStepOfEachFileIsRemembered() {
        append(started(ONE), started(OTHER), verified(ONE));
        append(new JournalEntry.Registering(ONE, 1, SENT));
        FileProgress sent = only(ONE);
        append(new JournalEntry.Registered(ONE, ID));

        assertThat(sent.step()).isEqualTo(Step.REGISTERING);
        assertThat(sent.sent()).contains(SENT);
        assertThat(sent.checksums()).containsExactly(SUM);
        assertThat(only(ONE).step()).isEqualTo(Step.REGISTERED);
        assertThat(only(ONE).datasetId()).contains(ID);
        assertThat(only(ONE).sent()).as("answered").isEmpty();
        assertThat(only(OTHER).step()).isEqualTo(Step.STARTED);
    }

    @Test
    void aFileThatEndedIsForgotten() {
        append(started(ONE), started(OTHER));
        append(new JournalEntry.Ended(ONE, "Done"));

        assertThat(unfinished(SESSION)).extracting(FileProgress::file).containsExactly(OTHER);
    }

    @Test
    void aFileThatWasGivenUpKeepsWhatItReached() {
        append(started(ONE), verified(ONE));
        append(new JournalEntry.Halted(ONE, "Alyx is away"));

        assertThat(only(ONE).step()).isEqualTo(Step.VERIFIED);
        assertThat(only(ONE).trouble()).isEqualTo("Alyx is away");
    }

    @Test
    void aNewCopyForgetsAllButARequestThatMayStillRun() {
        append(started(ONE), new JournalEntry.Reached(ONE, 64, SUM, "begun"), verified(ONE));
        append(new JournalEntry.Registering(ONE, 1, SENT));
        append(started(ONE));

        assertThat(only(ONE).step()).isEqualTo(Step.STARTED);
        assertThat(only(ONE).checksums()).isEmpty();
        assertThat(only(ONE).reached()).isEmpty();
        assertThat(only(ONE).sent()).contains(SENT);
    }

    @Test
    void stepsOfAFileThatNeverStartedAreIgnored() {
        append(verified(ONE), new JournalEntry.Halted(ONE, "full"), new JournalEntry.Ended(ONE, "Done"));

        assertThat(unfinished(SESSION)).isEmpty();
    }

    @Test
    void sessionsAreKeptApart() {
        append(started(ONE), started(ELSEWHERE));

        assertThat(unfinished(ANOTHER)).extracting(FileProgress::file).containsExactly(ELSEWHERE);
        assertThat(journal().unfinishedSessions().collectList().block()).containsExactlyInAnyOrder(SESSION, ANOTHER);
    }

    @Test
    void nothingIsWrittenBeforeItIsSubscribedTo() {
        Mono<Void> append = journal().append(List.of(started(ONE)));

        assertThat(unfinished(SESSION)).isEmpty();
        append.block();
        assertThat(unfinished(SESSION)).hasSize(1);
    }

    final void append(JournalEntry... entries) {
        journal().append(List.of(entries)).block();
    }

    final List<FileProgress> unfinished(SessionPath session) {
        return journal().unfinished(session).collectList().blockOptional().orElseThrow();
    }

    final FileProgress only(FileKey file) {
        return unfinished(file.session()).stream()
                .filter(progress -> progress.file().equals(file))
                .findFirst()
                .orElseThrow();
    }

    static JournalEntry started(FileKey file) {
        return new JournalEntry.Started(
                file,
                FilePath.of("a/.at-1.part"),
                FilePath.of("a/target.npy"),
                100,
                MODIFIED,
                true,
                OnExisting.REPLACE);
    }

    static JournalEntry verified(FileKey file) {
        return new JournalEntry.Verified(file, new StagedFile(FilePath.of("a/.at-1.part"), 100), Set.of(SUM));
    }
}
