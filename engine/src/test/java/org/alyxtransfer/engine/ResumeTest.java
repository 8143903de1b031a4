package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.journal.SqliteJournal;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.sandbox.alyx.Failure;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Pieces;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;

/** Uploads that ended at a certain step, and were begun again with the journal that they left. */
class ResumeTest {
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String TIMES = "alf/probe00/spikes.times.npy";
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    Path folder;

    private final LabFixture lab = new LabFixture();
    private SqliteJournal journal;

    @BeforeEach
    void open() {
        journal = SqliteJournal.open(folder.resolve("journal.db"));
    }

    @AfterEach
    void nothingIsLeftBehind() {
        lab.close();
        journal.close();
        assertThat(lab.budget.reservedBytes()).isZero();
    }

    @Test
    void verifiedFilesAreNotSentAgain() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");
        stop(StoppingJournal.before(JournalEntry.Registering.class, journal));
        long verified = lab.unfinished().stream()
                .filter(FileProgress::isWhole)
                .mapToLong(FileProgress::size)
                .sum(); // the first batch may go before the second file is there

        List<TransferEvent> events = again();

        assertThat(verified).isPositive();
        assertThat(moved(events)).isEqualTo("trialstimes".length() - verified);
        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, TIMES).values().containsOnly(new Outcome.Done());
        assertThat(lab.server.state().datasets()).hasSize(2);
        assertThat(staged()).isEmpty();
    }

    @Test
    void whatAnotherClientStagedUnderTheSameNameSinceIsNotPublished() {
        lab.record(SESSION, TRIALS, "trials");
        stop(StoppingJournal.after(JournalEntry.Verified.class, 1, journal));
        FileProgress ours = lab.unfinished().get(0);
        byte[] others = "thrall".getBytes(StandardCharsets.UTF_8);
        StagingTarget target =
                new StagingTarget(ours.staging(), others.length, ours.modified().plusMillis(1));
        Pieces.stage(lab.share, target, others, MemoryStorage.DEFAULT_LIMITS).block();

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
        assertThat(moved(events)).isEqualTo("trials".length());
        assertThat(Seeds.read(lab.share, published(TRIALS), lab.budget))
                .asString()
                .isEqualTo("trials");
    }

    @Test
    void anUnheardRegistrationIsSettledAndNotSentAgain() {
        lab.record(SESSION, TRIALS, "trials");
        stop(StoppingJournal.before(JournalEntry.Registered.class, journal));

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
        assertThat(moved(events)).isZero();
        assertThat(lab.server.state().datasets()).hasSize(1);
        assertThat(registrations()).isEqualTo(1);
    }

    @Test
    void aRegisteredFileOnlyGetsItsName() {
        lab.record(SESSION, TRIALS, "trials");
        stop(StoppingJournal.after(JournalEntry.Registered.class, 1, journal));

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
        assertThat(moved(events)).isZero();
        assertThat(registrations()).isEqualTo(1);
        assertThat(staged()).isEmpty();
    }

    @Test
    void aNameThatWasGivenButNotNotedIsTakenForDone() {
        lab.record(SESSION, TRIALS, "trials");
        stop(StoppingJournal.before(JournalEntry.Published.class, journal));

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Skipped(Reason.SAME));
        assertThat(lab.unfinished()).isEmpty();
    }

    @Test
    void aNameThatWasGivenButNotNotedIsTakenForDoneAlsoWithoutTheOriginal() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");
        stop(StoppingJournal.before(JournalEntry.Published.class, journal));
        lab.rig.remove(SESSION.folder().resolve(TRIALS)).block();
        lab.rig.remove(SESSION.folder().resolve(TIMES)).block();

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).values().containsOnly(new Outcome.Done());
        assertThat(moved(events)).isZero();
        assertThat(lab.unfinished()).isEmpty();
        assertThat(Seeds.read(lab.share, published(TRIALS), lab.budget))
                .asString()
                .isEqualTo("trials");
        assertThat(staged()).isEmpty();
    }

    @Test
    void aLargeFileGoesOnFromItsLastMark() {
        byte[] content = bytes(1 << 20);
        Seeds.put(lab.rig, SESSION + "/" + TIMES, content);
        stop(StoppingJournal.after(JournalEntry.Reached.class, 2, journal));
        long mark = lab.unfinished().get(0).reached().orElseThrow().bytes();

        List<TransferEvent> events = again();

        assertThat(mark).isGreaterThanOrEqualTo(2 * LabFixture.MARK);
        assertThat(moved(events)).isEqualTo(content.length - mark);
        assertThat(Seeds.read(lab.share, published(TIMES), lab.budget)).isEqualTo(content);
    }

    @Test
    void aLargeFileThatChangedIsSentAnew() {
        byte[] content = bytes(1 << 20);
        Seeds.put(lab.rig, SESSION + "/" + TIMES, content);
        stop(StoppingJournal.after(JournalEntry.Reached.class, 2, journal));
        byte[] other = Arrays.copyOf(content, content.length);
        other[5]++;
        Seeds.put(lab.rig, SESSION + "/" + TIMES, other);

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TIMES, new Outcome.Done());
        assertThat(Seeds.read(lab.share, published(TIMES), lab.budget)).isEqualTo(other);
    }

    @Test
    void stagedBytesThatTheServerLostAreSentAnew() {
        byte[] content = bytes(1 << 20);
        Seeds.put(lab.rig, SESSION + "/" + TIMES, content);
        stop(StoppingJournal.after(JournalEntry.Reached.class, 2, journal));
        FilePath staging = lab.unfinished().get(0).staging();
        lab.share.remove(staging).block();

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsEntry(TIMES, new Outcome.Done());
        assertThat(Seeds.read(lab.share, published(TIMES), lab.budget)).isEqualTo(content);
    }

    @Test
    void aVerifiedFileWhoseOriginalIsGoneIsFinished() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");
        stop(StoppingJournal.before(JournalEntry.Registering.class, journal));
        lab.rig.remove(SESSION.folder().resolve(TIMES)).block();

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, TIMES).values().containsOnly(new Outcome.Done());
        assertThat(Seeds.read(lab.share, published(TIMES), lab.budget))
                .asString()
                .isEqualTo("times");
    }

    @Test
    void aPartOfAFileWhoseOriginalIsGoneIsRemoved() {
        lab.record(SESSION, TRIALS, "trials");
        Seeds.put(lab.rig, SESSION + "/" + TIMES, bytes(1 << 20));
        stop(StoppingJournal.after(JournalEntry.Reached.class, 1, journal));
        lab.rig.remove(SESSION.folder().resolve(TIMES)).block();

        List<TransferEvent> events = again();

        assertThat(outcomes(events)).containsOnlyKeys(TRIALS);
        assertThat(lab.unfinished()).isEmpty();
        assertThat(staged()).isEmpty();
    }

    @Test
    void aPartOfAFileWhoseOriginalIsGoneStaysWhileAnotherClientHoldsItsSession() {
        lab.record(SessionPath.parse("COGP-003/2022-01-12/001"), TRIALS, "trials");
        Seeds.put(lab.rig, SESSION + "/" + TIMES, bytes(1 << 20));
        stop(StoppingJournal.after(JournalEntry.Reached.class, 1, journal));
        lab.rig.remove(SESSION.folder().resolve(TIMES)).block();
        Lease others = Objects.requireNonNull(
                lab.share.asAnotherClient().lease(SESSION.folder()).block(PATIENCE));

        List<TransferEvent> busy = again();
        List<String> kept = staged();
        others.release().block(PATIENCE);
        again();

        assertThat(outcomes(busy)).containsOnlyKeys(TRIALS).containsEntry(TRIALS, new Outcome.Done());
        assertThat(kept).hasSize(1);
        assertThat(lab.share.stat(SESSION.folder()).block(PATIENCE)).isNull();
        assertThat(lab.unfinished()).isEmpty();
    }

    @Test
    void whatAlyxRefusedIsNotSentAgainButRegistered() {
        lab.record(SESSION, TRIALS, "trials");
        lab.server.misbehave().failNext(1, "POST /register-file", Failure.JSON_500);
        lab.journal = journal;
        List<TransferEvent> first = lab.upload();

        List<TransferEvent> second = again();

        assertThat(outcomes(first).get(TRIALS)).isInstanceOf(Outcome.Unregistered.class);
        assertThat(moved(second)).isZero();
        assertThat(outcomes(second)).containsEntry(TRIALS, new Outcome.Done());
    }

    @Test
    void aJobWhosePlanWasStillBeingMadeGoesOn() {
        SessionPath unseen = SessionPath.parse("COGP-003/2022-01-12/001");
        lab.record(SESSION, TRIALS, "trials");
        lab.record(unseen, TIMES, "times");
        StoppingJournal stopping = StoppingJournal.before(JournalEntry.Registering.class, journal);
        lab.journal = stopping;
        TransferPlan whole = lab.plan();
        TransferPlan begun = new TransferPlan(
                whole.direction(),
                whole.naming(),
                whole.registers(),
                whole.destination(),
                whole.items().take(1).concatWith(Flux.never()));
        lab.events(begun).takeUntilOther(stopping.stopped()).blockLast(PATIENCE);

        List<TransferEvent> events = again();

        assertThat(LabFixture.of(TransferEvent.SessionClosed.class, events)).hasSize(2);
        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, TIMES).values().containsOnly(new Outcome.Done());
        assertThat(moved(events))
                .as("bytes of the session that was not planned yet")
                .isEqualTo("times".length());
    }

    @Test
    void finishedFilesAreNotHashedAgain() {
        lab.record(SESSION, TRIALS, "trials");
        lab.journal = journal;
        lab.upload();
        lab.record(SESSION, TIMES, "times");

        List<TransferEvent> events = again();

        assertThat(outcomes(events))
                .containsEntry(TRIALS, new Outcome.Skipped(Reason.SAME))
                .containsEntry(TIMES, new Outcome.Done());
        assertThat(lab.hashed.get()).isZero();
    }

    /** Runs until the journal stops, then drops the run. */
    private void stop(StoppingJournal stopping) {
        lab.journal = stopping;
        Flux<TransferEvent> run = lab.events(lab.plan()).takeUntilOther(stopping.stopped());
        run.blockLast(PATIENCE);
        assertThat(stopping.stopped().toFuture()).isDone();
        reopen();
    }

    private List<TransferEvent> again() {
        reopen();
        return lab.upload();
    }

    private void reopen() {
        journal.close();
        open();
        lab.journal = journal;
    }

    private static long moved(List<TransferEvent> events) {
        return LabFixture.of(TransferEvent.Advanced.class, events).stream()
                .mapToLong(TransferEvent.Advanced::bytes)
                .sum();
    }

    private long registrations() {
        return lab.server.state().requests("POST /register-file");
    }

    private FilePath published(String path) {
        return Objects.requireNonNull(lab.share
                .list(SESSION.folder().resolve(path).parent())
                .map(found -> found.path())
                .filter(found ->
                        found.name().startsWith(FilePath.of(path).name().replaceFirst("\\.[a-z]+$", "")))
                .blockFirst(PATIENCE));
    }

    private List<String> staged() {
        return Objects.requireNonNull(lab.share
                .list(SESSION.folder().resolve("alf"))
                .concatWith(
                        lab.share.list(SESSION.folder().resolve("alf/probe00")).onErrorComplete())
                .map(found -> found.path().name())
                .filter(name -> name.startsWith(".at-"))
                .collectList()
                .block(PATIENCE));
    }

    private static byte[] bytes(int size) {
        byte[] content = new byte[size];
        new Random(7).nextBytes(content);
        return content;
    }
}
