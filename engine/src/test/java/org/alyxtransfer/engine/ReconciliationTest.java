package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.reconcile.ReconcileEvent;
import org.alyxtransfer.reconcile.ReconcileEvent.Compared;
import org.alyxtransfer.reconcile.ReconcileEvent.Failed;
import org.alyxtransfer.reconcile.ReconcileEvent.NotRepaired;
import org.alyxtransfer.reconcile.ReconcileEvent.Repaired;
import org.alyxtransfer.reconcile.ReconcileSettings;
import org.alyxtransfer.reconcile.Reconciliation;
import org.alyxtransfer.register.Registrar;
import org.alyxtransfer.register.RegistrarSettings;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.layer.Faults;
import org.alyxtransfer.storage.layer.FaultyStorage;
import org.alyxtransfer.storage.layer.Operation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** A lab in memory whose three places are made to disagree. */
class ReconciliationTest {
    private static final SessionPath SESSION = LabFixture.SESSION;
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String SPIKES = "alf/probe00/spikes.times.npy";
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final LabFixture lab = new LabFixture();
    private Storage share = lab.share;

    @BeforeEach
    void uploadTwoFiles() {
        lab.record(SESSION, TRIALS, "trials");
        lab.record(SESSION, SPIKES, "spikes");
        lab.upload();
    }

    @AfterEach
    void close() {
        lab.close();
        assertThat(lab.budget.reservedBytes()).isZero();
    }

    @Test
    void placesThatAgreeHaveNoGap() {
        assertThat(findings(reconcile(false, false)))
                .containsOnly(Map.entry(TRIALS, "SAME"), Map.entry(SPIKES, "SAME"));
    }

    @Test
    void everyKindOfGapIsTold() {
        remove(published(TRIALS));
        Seeds.put(lab.share, published(SPIKES).value(), bytes("longer than it was"));
        Seeds.put(lab.share, SESSION + "/alf/probe01/spikes.times.npy", bytes("not registered"));
        String orphan = "alf/probe02/spikes.times." + UUID.randomUUID() + ".npy";
        Seeds.put(lab.share, SESSION + "/" + orphan, bytes("orphan"));
        Seeds.leaveStaged(lab.share, in(SESSION, "alf/.at-0123456789abcdef0123.part"), bytes("unknown"));
        lab.record(SESSION, "alf/probe03/spikes.times.npy", "new");

        Map<String, String> found = findings(reconcile(false, false));

        assertThat(found)
                .containsOnly(
                        Map.entry(TRIALS, "MISSING"),
                        Map.entry(SPIKES, "DIFFERENT"),
                        Map.entry("alf/probe01/spikes.times.npy", "UNREGISTERED"),
                        Map.entry(orphan, "ORPHANED"),
                        Map.entry("alf/.at-0123456789abcdef0123.part", "STAGED"),
                        Map.entry("alf/probe03/spikes.times.npy", "MISSING"));
    }

    @Test
    void whatIsRegisteredAndStillStagedIsReadAndPublished() {
        backToStaging(TRIALS, "trials");

        List<ReconcileEvent> told = reconcile(true, false);

        assertThat(of(Repaired.class, told)).singleElement().satisfies(done -> assertThat(done.how())
                .isEqualTo("published"));
        assertThat(content(published(TRIALS))).isEqualTo("trials");
        assertThat(names()).noneMatch(name -> name.endsWith(".part"));
        assertThat(lab.server.state().datasetCount()).isEqualTo(2);
    }

    @Test
    void stagedBytesThatAreNotThoseOfAlyxStayWhereTheyAre() {
        backToStaging(TRIALS, "trialz");

        List<ReconcileEvent> told = reconcile(true, true);

        assertThat(of(NotRepaired.class, told))
                .singleElement()
                .satisfies(not -> assertThat(not.why().kind()).isEqualTo(Kind.CORRUPT));
        assertThat(content(staging(TRIALS))).isEqualTo("trialz");
        assertThat(lab.share.stat(published(TRIALS)).block(PATIENCE)).isNull();
    }

    @Test
    void whatIsPublishedAndNotRegisteredIsReadRegisteredAndNamed() {
        String file = "alf/probe01/spikes.times.npy";
        Seeds.put(lab.share, SESSION + "/" + file, bytes("left by somebody"));

        List<ReconcileEvent> told = reconcile(true, false);
        Map<String, String> after = findings(reconcile(false, true));

        assertThat(of(Repaired.class, told)).hasSize(1);
        assertThat(content(published(file))).isEqualTo("left by somebody");
        assertThat(after).containsEntry(file, "SAME");
    }

    @Test
    void aFileThatDiffersFromTheOneHereIsNotRegistered() {
        String file = "alf/probe01/spikes.times.npy";
        lab.record(SESSION, file, "as it was recorded");
        Seeds.put(lab.share, SESSION + "/" + file, bytes("as it was recordet"));

        List<ReconcileEvent> told = reconcile(true, false);

        assertThat(of(NotRepaired.class, told)).hasSize(1);
        assertThat(lab.server.state().datasetCount()).isEqualTo(2);
    }

    @Test
    void aRecordThatSaysTheFileIsNotThereIsMended() {
        dataset(TRIALS).records().stream()
                .filter(record -> record.repository().equals("local_smb"))
                .forEach(record -> lab.alyx.patchFileRecord(record.id(), false).block(PATIENCE));

        Map<String, String> before = findings(reconcile(false, false));
        reconcile(true, false);

        assertThat(before).containsEntry(TRIALS, "UNREGISTERED");
        assertThat(findings(reconcile(false, false))).containsEntry(TRIALS, "SAME");
        assertThat(content(published(TRIALS))).isEqualTo("trials");
    }

    @Test
    void nameThatAlyxWouldNotTakeIsLeftUnregistered() {
        Seeds.put(lab.share, SESSION + "/alf/notes.txt", bytes("a note"));

        List<ReconcileEvent> told = reconcile(true, false);

        assertThat(of(NotRepaired.class, told))
                .singleElement()
                .satisfies(not -> assertThat(not.why().kind()).isEqualTo(Kind.REFUSED));
        assertThat(names()).contains("notes.txt");
    }

    @Test
    void equalSizesAreNoProofUntilTheFilesAreRead() {
        Seeds.put(lab.share, published(TRIALS).value(), bytes("trialz"));

        assertThat(findings(reconcile(false, false))).containsEntry(TRIALS, "SAME");
        assertThat(findings(reconcile(false, true))).containsEntry(TRIALS, "DIFFERENT");
    }

    @Test
    void nothingIsTouchedWhileAnotherClientHoldsTheSession() {
        backToStaging(TRIALS, "trials");
        Lease lease = Objects.requireNonNull(
                lab.share.asAnotherClient().lease(SESSION.folder()).block(PATIENCE));

        List<ReconcileEvent> told = reconcile(true, false);
        lease.release().block(PATIENCE);

        assertThat(of(Failed.class, told))
                .singleElement()
                .satisfies(failed -> assertThat(failed.why().kind()).isEqualTo(Kind.BUSY));
        assertThat(findings(told)).containsEntry(TRIALS, "STAGED");
        assertThat(content(staging(TRIALS))).isEqualTo("trials");
    }

    @Test
    void aLeaseThatIsLostWhileFilesAreReadEndsTheRepair() {
        String file = "alf/probe01/spikes.times.npy";
        Seeds.put(lab.share, SESSION + "/" + file, bytes("left by somebody"));
        backToStaging(TRIALS, "trials");
        Mono<Void> lost = Mono.fromRunnable(() -> lab.share.endLease(SESSION.folder()));
        share = new FaultyStorage(lab.share, new Faults().hold(Operation.OPEN, Faults.always(), lost));

        List<ReconcileEvent> told = reconcile(true, false);

        assertThat(of(Repaired.class, told)).isEmpty();
        assertThat(of(NotRepaired.class, told)).hasSize(2).allSatisfy(not -> assertThat(not.why())
                .hasMessageContaining("lease on the session is lost")
                .extracting(TransferException::kind)
                .isEqualTo(Kind.LEASE_LOST));
        assertThat(lab.server.state().datasetCount()).isEqualTo(2);
        assertThat(lab.share.stat(in(SESSION, file)).block(PATIENCE)).isNotNull();
        assertThat(content(staging(TRIALS))).isEqualTo("trials");
        assertThat(lab.share.stat(published(TRIALS)).block(PATIENCE)).isNull();
    }

    @Test
    void stagedFilesAreRemovedOnlyWhenThatIsAskedFor() {
        FilePath unknown = in(SESSION, "alf/.at-0123456789abcdef0123.part");
        Seeds.leaveStaged(lab.share, unknown, bytes("unknown"));
        Seeds.leaveStaged(lab.share, staging(TRIALS), bytes("tri"));

        reconcile(true, false);
        List<String> kept = names();
        reconcile(true, false, true);

        assertThat(kept).filteredOn(name -> name.endsWith(".part")).hasSize(2);
        assertThat(names()).noneMatch(name -> name.endsWith(".part"));
        assertThat(content(published(TRIALS))).isEqualTo("trials");
    }

    @Test
    void leftoverOfAFileThatIsNotWholeIsNotRemoved() {
        Seeds.leaveStaged(lab.share, staging(TRIALS), bytes("trials"));
        Seeds.put(lab.share, published(TRIALS).value(), bytes("trialz"));

        List<ReconcileEvent> told = reconcile(true, false, true);

        assertThat(of(NotRepaired.class, told)).hasSize(1);
        assertThat(content(staging(TRIALS))).isEqualTo("trials");
    }

    @Test
    void withAQueryAFolderShouldHoldAllDatasets() {
        Seeds.put(lab.rig, "demolab/Subjects/" + SESSION + "/" + TRIALS, bytes("trials"));
        remove(lab.rig, in(SESSION, TRIALS));
        remove(lab.rig, in(SESSION, SPIKES));

        Map<String, String> found = findings(Objects.requireNonNull(reconciliation(false, false, false)
                .ofSessions(
                        lab.alyx.sessions(
                                org.alyxtransfer.alyx.SessionQuery.any().subject("COGP-003")),
                        Optional.of(lab.rig))
                .collectList()
                .block(PATIENCE)));

        assertThat(found).containsOnly(Map.entry(TRIALS, "SAME"), Map.entry(SPIKES, "MISSING"));
    }

    private List<ReconcileEvent> reconcile(boolean repair, boolean readAll) {
        return reconcile(repair, readAll, false);
    }

    private List<ReconcileEvent> reconcile(boolean repair, boolean readAll, boolean removeStaged) {
        return Objects.requireNonNull(reconciliation(repair, readAll, removeStaged)
                .ofFolders(List.of(new UploadRoot(lab.rig, List.of("data"))))
                .collectList()
                .block(PATIENCE));
    }

    private Reconciliation reconciliation(boolean repair, boolean readAll, boolean removeStaged) {
        RegistrarSettings registering =
                RegistrarSettings.of("local_smb", "demolab").times(Duration.ofSeconds(4), Duration.ofMillis(50));
        return new Reconciliation(
                lab.alyx,
                share,
                lab.digest,
                new Registrar(lab.alyx, new MemoryJournal(), registering),
                new ReconcileSettings(
                        "local_smb", Naming.UUID, Algorithm.MD5, FileFilter.ALL, readAll, repair, removeStaged));
    }

    private static Map<String, String> findings(List<ReconcileEvent> events) {
        Map<String, String> findings = new TreeMap<>();
        of(Compared.class, events).forEach(told -> assertThat(findings.put(
                        told.file().relative().value(), told.file().finding().name()))
                .isNull());
        return findings;
    }

    private static <T extends ReconcileEvent> List<T> of(Class<T> type, List<ReconcileEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** As a client leaves it that was lost between the registration and the renaming. */
    private void backToStaging(String relative, String content) {
        remove(published(relative));
        Seeds.leaveStaged(lab.share, staging(relative), bytes(content));
    }

    private void remove(FilePath path) {
        remove(lab.share, path);
    }

    private static void remove(org.alyxtransfer.storage.Storage where, FilePath path) {
        where.remove(path).block(PATIENCE);
    }

    private Dataset dataset(String relative) {
        String name = FilePath.of(relative).name();
        String collection = FilePath.of(relative).parent().value();
        return Objects.requireNonNull(lab.alyx
                .datasets(DatasetQuery.any().name(name).collection(collection))
                .next()
                .block(PATIENCE));
    }

    private FilePath published(String relative) {
        Dataset dataset = dataset(relative);
        return SESSION.folder().resolve(dataset.path().relativeWithId(dataset.id()));
    }

    private static FilePath staging(String relative) {
        return StagingNames.ofUpload(in(SESSION, relative));
    }

    private static FilePath in(SessionPath session, String relative) {
        return FilePath.of(session + "/" + relative);
    }

    private String content(FilePath path) {
        return new String(Seeds.read(lab.share, path, lab.budget), StandardCharsets.UTF_8);
    }

    private List<String> names() {
        return Objects.requireNonNull(lab.share
                .list(in(SESSION, "alf"))
                .map(FileStat::path)
                .map(FilePath::name)
                .collectList()
                .block(PATIENCE));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
