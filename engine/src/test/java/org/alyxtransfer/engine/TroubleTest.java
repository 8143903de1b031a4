package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.layer.Faults;
import org.alyxtransfer.storage.layer.FaultySource;
import org.alyxtransfer.storage.layer.FaultyStorage;
import org.alyxtransfer.storage.layer.Operation;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingStorage;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** What goes wrong at one place of an upload stops nothing else and leaves nothing half done. */
class TroubleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String TIMES = "alf/probe00/spikes.times.npy";
    private static final String RAW = "raw_ephys_data/probe00/spikes.times.npy";

    private final LabFixture lab = new LabFixture(8L << 20);
    private final Scheduler disk = LocalStorage.newDiskScheduler(2);
    private final Faults faults = new Faults();

    @TempDir
    Path folder;

    @AfterEach
    void nothingIsLeftBehind() {
        lab.close();
        disk.dispose();
        assertThat(lab.budget.reservedBytes()).isZero();
        assertThat(hidden()).isEmpty();
    }

    @Test
    void aFileThatGrowsMeanwhileIsNotPublished() throws IOException {
        write(TIMES, 300_000);
        write(TRIALS, 10);
        whileReading(() -> Files.write(at(TIMES), new byte[1], StandardOpenOption.APPEND));

        Map<String, Outcome> outcomes = outcomes(lab.upload(localRig(), lab.share));

        assertFailed(outcomes, TIMES, Kind.SOURCE_CHANGED);
        assertThat(outcomes).containsEntry(TRIALS, new Outcome.Done());
        assertThat(visible()).hasSize(1);
    }

    @Test
    void aFileThatVanishesMeanwhileIsNotPublished() throws IOException {
        write(TIMES, 300_000);
        write(TRIALS, 10);
        whileReading(() -> Files.deleteIfExists(at(TIMES)));

        Map<String, Outcome> outcomes = outcomes(lab.upload(localRig(), lab.share));

        assertFailed(outcomes, TIMES, Kind.NOT_FOUND);
        assertThat(outcomes).containsEntry(TRIALS, new Outcome.Done());
        assertThat(visible()).hasSize(1);
    }

    @Test
    void anUnusableNameHidesNoOtherFileOfItsFolder() throws IOException {
        write(TRIALS, 10);
        write("alf/a:b.npy", 10);
        write(TIMES, 10);

        Map<String, Outcome> outcomes = outcomes(lab.upload(localRig(), lab.share));

        assertFailed(outcomes, "alf", Kind.INVALID);
        assertThat(outcomes)
                .containsEntry(TRIALS, new Outcome.Done())
                .containsEntry(TIMES, new Outcome.Done())
                .hasSize(3);
    }

    @Test
    void aFileThatMayNotBeReadStopsNoOther() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, TIMES, "times");
        lab.record(SESSION, RAW, "raw");
        faults.fail(Operation.GET_SMALL, Faults.nth(2), Kind.DENIED);

        Map<String, Outcome> outcomes = outcomes(lab.upload(new FaultySource(lab.rig, faults), lab.share));

        assertThat(outcomes.values())
                .filteredOn(outcome ->
                        outcome instanceof Outcome.Failed failed && failed.why().kind() == Kind.DENIED)
                .hasSize(1);
        assertThat(outcomes.values()).filteredOn(new Outcome.Done()::equals).hasSize(2);
    }

    @Test
    void aFolderThatCannotBeListedIsToldAndStopsNoOther() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, RAW, "raw");
        faults.fail(Operation.LIST, Faults.nth(5), Kind.DENIED); // after root, subject, date and session

        Map<String, Outcome> outcomes = outcomes(lab.upload(new FaultySource(lab.rig, faults), lab.share));

        assertFailed(outcomes, "alf", Kind.DENIED);
        assertThat(outcomes).containsEntry(RAW, new Outcome.Done()).hasSize(2);
    }

    @Test
    void aSessionThatAnotherClientHoldsIsBusyAndNothingOfItMoves() {
        SessionPath other = SessionPath.parse("COGP-003/2022-01-12/001");
        lab.record(SESSION, TRIALS, "trials");
        lab.record(other, TIMES, "times");
        Lease held = Objects.requireNonNull(
                lab.share.asAnotherClient().lease(SESSION.folder()).block());

        List<TransferEvent> busy = lab.upload();
        held.release().block();
        List<TransferEvent> after = lab.upload();

        assertThat(LabFixture.of(TransferEvent.SessionFailed.class, busy))
                .singleElement()
                .satisfies(failed -> {
                    assertThat(failed.session()).isEqualTo(SESSION);
                    assertThat(failed.why().kind()).isEqualTo(Kind.BUSY);
                });
        assertThat(outcomes(busy)).containsOnlyKeys(TIMES).containsEntry(TIMES, new Outcome.Done());
        assertThat(outcomes(after)).containsEntry(TRIALS, new Outcome.Done());
    }

    @Test
    void aSessionWhoseLeaseIsLostMidwayPublishesNothingMoreAndTheNextRunEndsIt() {
        SessionPath other = SessionPath.parse("COGP-003/2022-01-12/001");
        lab.record(SESSION, TRIALS, "trials".repeat(20_000)); // not put at once
        lab.record(other, TIMES, "times");
        faults.hold(Operation.STAGE, Faults.always(), lost());

        Map<String, Outcome> first = outcomes(lab.upload(new FaultyStorage(lab.share, faults)));
        List<FilePath> published = visible();
        int registered = lab.server.state().datasetCount();
        Map<String, Outcome> second = outcomes(lab.upload());

        assertThat(first.get(TRIALS)).isInstanceOf(Outcome.Unregistered.class);
        assertThat(String.valueOf(first.get(TRIALS))).contains(SESSION.toString(), "lease on the session is lost");
        assertThat(registered).isEqualTo(1);
        assertThat(first).containsEntry(TIMES, new Outcome.Done());
        assertThat(published).singleElement().satisfies(path -> assertThat(path.value())
                .startsWith(other.toString()));
        assertThat(second).containsEntry(TRIALS, new Outcome.Done());
        assertThat(visible()).hasSize(2);
    }

    @Test
    void aNameThatIsGivenAgainIsGivenUnderTheLeaseOnly() {
        lab.record(SESSION, TRIALS, "trials");
        faults.fail(Operation.PUBLISH, Faults.nth(1), Kind.DISCONNECTED)
                .hold(Operation.PUBLISH, Faults.nth(2), lost()); // between two tries

        Map<String, Outcome> first = outcomes(lab.upload(new RetryingStorage(
                new FaultyStorage(lab.share, faults), new RetryPolicy(6, Duration.ofMillis(1), Duration.ofMillis(1)))));
        List<FilePath> published = visible();
        Map<String, Outcome> second = outcomes(lab.upload());

        assertFailed(first, TRIALS, Kind.LEASE_LOST);
        assertThat(faults.count(Operation.PUBLISH)).isEqualTo(2);
        assertThat(published).isEmpty();
        assertThat(second).containsEntry(TRIALS, new Outcome.Done());
    }

    @Test
    void aStagingFileIsNotRemovedOnceTheLeaseIsLost() {
        lab.markBytes = LabFixture.NEVER; // else it would be kept anyway
        Seeds.put(lab.rig, SESSION + "/" + TIMES, new byte[500_000]);
        faults.fail(Operation.WRITE, Faults.nth(3), Kind.DENIED).hold(Operation.WRITE, Faults.nth(3), lost());

        assertFailed(outcomes(lab.upload(new FaultyStorage(lab.share, faults))), TIMES, Kind.DENIED);

        assertThat(hidden()).hasSize(1); // for all it knows it may be the next client's
        assertThat(outcomes(lab.upload())).containsEntry(TIMES, new Outcome.Done());
    }

    private Mono<Void> lost() {
        return Mono.fromRunnable(() -> lab.share.endLease(SESSION.folder()));
    }

    @Test
    void aShareThatIsFullMidwayFailsItsFileOnly() {
        Seeds.put(lab.rig, SESSION + "/" + TIMES, new byte[500_000]);
        lab.record(SESSION, TRIALS, "trials");
        faults.fail(Operation.WRITE, Faults.nth(3), Kind.FULL);

        Map<String, Outcome> outcomes = outcomes(lab.upload(new FaultyStorage(lab.share, faults)));

        assertFailed(outcomes, TIMES, Kind.FULL);
        assertThat(outcomes).containsEntry(TRIALS, new Outcome.Done());
        assertThat(visible()).hasSize(1);
    }

    @Test
    void aCancelledRunGivesBackAllMemoryAndLeavesNothingVisible() {
        lab.markBytes = LabFixture.NEVER; // else what has reached a mark is kept, for the next run
        for (int i = 0; i < 6; i++) {
            Seeds.put(lab.rig, SESSION + "/alf/probe%02d/spikes.times.npy".formatted(i), new byte[2_000_000]);
        }
        faults.delay(Operation.WRITE, Faults.always(), Duration.ofMillis(100));

        lab.events(lab.plan(lab.rig, new FaultyStorage(lab.share, faults)))
                .filter(TransferEvent.Advanced.class::isInstance)
                .next() // cancels
                .block(PATIENCE);

        Flux.interval(Duration.ofMillis(10))
                .onBackpressureDrop()
                .publishOn(Schedulers.boundedElastic(), 1) // looking blocks
                .filter(tick -> lab.budget.reservedBytes() == 0 && hidden().isEmpty())
                .next()
                .block(PATIENCE);
        assertThat(visible()).isEmpty();
        assertThat(lab.server.state().datasetCount()).isZero();
        assertThat(lab.share.lease(SESSION.folder()).block()).isNotNull(); // the run's own is gone
    }

    @Test
    void aJournalThatBreaksEndsTheWorkUnderWay() {
        for (int i = 0; i < 6; i++) {
            Seeds.put(lab.rig, SESSION + "/alf/probe%02d/spikes.times.npy".formatted(i), new byte[2_000_000]);
        }
        faults.delay(Operation.WRITE, Faults.always(), Duration.ofMillis(5));
        lab.journal = StoppingJournal.breakingBefore(JournalEntry.Verified.class, lab.journal);

        assertThatThrownBy(() -> lab.events(lab.plan(lab.rig, new FaultyStorage(lab.share, faults)))
                        .blockLast(PATIENCE))
                .hasMessage("the disk is gone");

        await().atMost(PATIENCE).until(() -> lab.budget.reservedBytes() == 0);
        assertThat(visible()).isEmpty();
        hidden().forEach(path -> lab.share.discard(path).block()); // whole, but not noted: the next run would find it
    }

    @Test
    void aThousandSmallFilesOfFiftySessionsGoThroughEightMebibytes() {
        for (int session = 1; session <= 50; session++) {
            SessionPath path = SessionPath.parse("COGP-003/2022-01-11/" + session);
            for (int i = 0; i < 20; i++) {
                lab.record(path, "alf/probe%02d/spikes.times.npy".formatted(i), "times " + session + " " + i);
            }
        }

        List<TransferEvent> events = lab.upload();

        assertThat(LabFixture.of(TransferEvent.Finished.class, events))
                .hasSize(1_000)
                .extracting(TransferEvent.Finished::outcome)
                .containsOnly(new Outcome.Done());
        assertThat(LabFixture.of(TransferEvent.SessionClosed.class, events)).hasSize(50);
        assertThat(visible()).hasSize(1_000);
        assertThat(lab.server.state().datasetCount()).isEqualTo(1_000);
        assertThat(lab.server.state().sessions()).hasSize(50).allSatisfy(session -> assertThat(
                        lab.server.state().datasets(session.id()))
                .hasSize(20));
    }

    private FileSource localRig() {
        return new FaultySource(new LocalStorage(folder, lab.budget, disk), faults);
    }

    private Path at(String relative) {
        return folder.resolve(SESSION + "/" + relative);
    }

    private void write(String relative, int bytes) throws IOException {
        Files.createDirectories(at(relative).getParent());
        Files.write(at(relative), new byte[bytes]);
    }

    /** Every read waits until this has happened, once. */
    private void whileReading(Callable<?> change) {
        faults.hold(
                Operation.READ,
                Faults.always(),
                Mono.fromCallable(change)
                        .subscribeOn(Schedulers.boundedElastic())
                        .then()
                        .cache());
    }

    private static void assertFailed(Map<String, Outcome> outcomes, String relative, Kind kind) {
        assertThat(outcomes.get(relative)).isInstanceOfSatisfying(Outcome.Failed.class, failed -> assertThat(
                        failed.why().kind())
                .isEqualTo(kind));
    }

    private List<FilePath> visible() {
        return files(FilePath.ROOT).stream()
                .filter(path -> !path.name().startsWith("."))
                .toList();
    }

    private List<FilePath> hidden() {
        return files(FilePath.ROOT).stream()
                .filter(path -> path.name().startsWith("."))
                .toList();
    }

    private List<FilePath> files(FilePath below) {
        List<FilePath> files = new ArrayList<>();
        List<FileStat> entries =
                Objects.requireNonNull(lab.share.list(below).collectList().block());
        for (FileStat entry : entries) {
            files.addAll(entry.isDirectory() ? files(entry.path()) : List.of(entry.path()));
        }
        return files;
    }
}
