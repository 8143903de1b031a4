package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import reactor.core.publisher.Mono;

class UploadDecisionTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final DatasetPath DATASET = DatasetPath.parse(FilePath.of("alf/spikes.times.npy"));
    private static final LocalDate TODAY = LocalDate.of(2022, 2, 2);
    private static final DatasetPath REVISION = DATASET.withRevision("2022-02-02");
    private static final UUID ID = UUID.fromString("bf8e2f65-2f6c-44df-a703-a37afc2715c9");
    private static final String OURS = "times";
    private static final String OTHER = "TIMES"; // of the same size

    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final MemoryStorage rig = new MemoryStorage(budget);
    private final MemoryStorage share = new MemoryStorage(budget);
    private final Map<DatasetPath, Dataset> known = new HashMap<>();
    private final List<Location> hashed = new ArrayList<>();
    private String repository = "local_smb";

    @ParameterizedTest
    @EnumSource(OnConflict.class)
    void whatIsRegisteredAndStoredWithThisContentIsLeft(OnConflict onConflict) {
        for (Naming naming : Naming.values()) {
            for (boolean isProtected : List.of(false, true)) {
                register(dataset(DATASET, ID, OURS).guarded(isProtected));
                store(DATASET, ID, naming, OURS);

                assertSkipped(decide(naming, onConflict), Reason.SAME);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "false, FAIL, CONFLICT",
        "true, FAIL, PROTECTED",
        "true, REPLACE, PROTECTED",
    })
    void anotherRegisteredContentIsRefused(boolean isProtected, OnConflict onConflict, Kind kind) {
        for (Naming naming : Naming.values()) {
            register(dataset(DATASET, ID, OTHER).guarded(isProtected));
            store(DATASET, ID, naming, OTHER);

            assertThat(refusal(naming, onConflict).kind()).isEqualTo(kind);
        }
    }

    @ParameterizedTest
    @CsvSource({"UUID, false", "UUID, true", "PLAIN, false", "PLAIN, true"})
    void anotherRegisteredContentIsLeftOrPutBesideWhenAskedFor(Naming naming, boolean isProtected) {
        register(dataset(DATASET, ID, OTHER).guarded(isProtected));
        store(DATASET, ID, naming, OTHER);

        assertSkipped(decide(naming, OnConflict.SKIP), Reason.CONFLICT);
        assertMoves(decide(naming, OnConflict.REVISION), REVISION, null, OnExisting.FAIL);
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void anotherRegisteredContentIsReplacedUnderItsIdWhenAskedFor(Naming naming) {
        register(dataset(DATASET, ID, OTHER));
        store(DATASET, ID, naming, OTHER);

        assertMoves(decide(naming, OnConflict.REPLACE), DATASET, ID, OnExisting.REPLACE);
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void aProtectedDatasetThatTheShareLacksIsRefusedBeforeItMoves(Naming naming) {
        register(dataset(DATASET, ID, OURS).guarded(true));

        assertThat(refusal(naming, OnConflict.REPLACE).kind()).isEqualTo(Kind.PROTECTED);
    }

    @ParameterizedTest
    @EnumSource(OnConflict.class)
    void whatNobodyKnowsIsSent(OnConflict onConflict) {
        for (Naming naming : Naming.values()) {
            assertMoves(decide(naming, onConflict), DATASET, null, OnExisting.FAIL);
        }
        assertThat(hashed).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(OnConflict.class)
    void anUnregisteredFileOfTheSameContentIsSentAgainToBeRegistered(OnConflict onConflict) {
        store(DATASET, ID, Naming.PLAIN, OURS);

        PlannedFile.ToMove move = assertMoves(decide(Naming.PLAIN, onConflict), DATASET, null, OnExisting.REPLACE);
        assertThat(move.expected()).contains(md5(OURS));
    }

    @Test
    void anUnregisteredFileOfTheSameContentIsLeftWhereNothingIsRegistered() {
        repository = "";
        store(DATASET, ID, Naming.PLAIN, OURS);

        assertSkipped(decide(Naming.PLAIN, OnConflict.FAIL), Reason.SAME);
    }

    @Test
    void anUnregisteredFileOfAnotherContentIsAConflictUnderPlainNamesOnly() {
        store(DATASET, ID, Naming.PLAIN, OTHER);

        assertThat(refusal(Naming.PLAIN, OnConflict.FAIL).kind()).isEqualTo(Kind.CONFLICT);
        assertSkipped(decide(Naming.PLAIN, OnConflict.SKIP), Reason.CONFLICT);
        assertMoves(decide(Naming.PLAIN, OnConflict.REVISION), REVISION, null, OnExisting.FAIL);
        assertMoves(decide(Naming.PLAIN, OnConflict.REPLACE), DATASET, null, OnExisting.REPLACE);
        assertMoves(decide(Naming.UUID, OnConflict.FAIL), DATASET, null, OnExisting.FAIL);
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void aRegisteredFileThatTheShareLacksIsSentUnderItsId(Naming naming) {
        register(dataset(DATASET, ID, OURS));

        PlannedFile.ToMove move = assertMoves(decide(naming, OnConflict.FAIL), DATASET, ID, OnExisting.REPLACE);
        assertThat(move.expected()).contains(md5(OURS));
    }

    @Test
    void aStoredFileOfAnotherSizeIsNotTakenForTheRegisteredOne() {
        register(dataset(DATASET, ID, OURS));
        store(DATASET, ID, Naming.UUID, "cut");

        assertMoves(decide(Naming.UUID, OnConflict.FAIL), DATASET, ID, OnExisting.REPLACE);
    }

    @Test
    void aRecordThatSaysTheFileIsNotThereOrElsewhereIsRepaired() {
        store(DATASET, ID, Naming.UUID, OURS);
        for (FileRecord record : List.of(record("local_smb", false), record("elsewhere", true))) {
            register(dataset(DATASET, ID, OURS).recorded(record));

            assertMoves(decide(Naming.UUID, OnConflict.FAIL), DATASET, ID, OnExisting.REPLACE);
        }
    }

    @Test
    void aRowThatWasMadeBeforeAnyBytesIsFilled() {
        register(dataset(DATASET, ID, OURS).hashed("").recorded(record("local_smb", false)));

        assertMoves(decide(Naming.UUID, OnConflict.FAIL), DATASET, ID, OnExisting.FAIL);
    }

    @Test
    void anotherSizeIsAnotherContentWithoutReadingAnything() {
        register(dataset(DATASET, ID, OURS).sized(4_711L));

        assertThat(refusal(Naming.UUID, OnConflict.FAIL).kind()).isEqualTo(Kind.CONFLICT);
        assertThat(hashed).isEmpty();
    }

    @Test
    void whereAlyxKnowsNoSizeTheDigestDecides() {
        register(dataset(DATASET, ID, OURS).sized(null));
        store(DATASET, ID, Naming.UUID, OURS);

        assertSkipped(decide(Naming.UUID, OnConflict.FAIL), Reason.SAME);
        assertThat(hashed).extracting(Location::source).containsExactly(rig);
    }

    @Test
    void aHashThatIsFreeTextIsNeverTakenForTheSame() {
        register(dataset(DATASET, ID, OURS).hashed("checked by hand"));
        store(DATASET, ID, Naming.UUID, OURS);

        assertThat(refusal(Naming.UUID, OnConflict.FAIL).kind()).isEqualTo(Kind.CONFLICT);
    }

    @Test
    void aSecondRevisionOfADayGetsALetter() {
        register(dataset(DATASET, ID, OTHER));
        register(dataset(REVISION, UUID.randomUUID(), "third"));

        assertMoves(
                decide(Naming.UUID, OnConflict.REVISION), DATASET.withRevision("2022-02-02a"), null, OnExisting.FAIL);
    }

    @Test
    void noRegisteredRevisionIsEverOverwritten() {
        register(dataset(DATASET, ID, OTHER));
        register(dataset(REVISION, UUID.randomUUID(), OTHER));
        for (char letter = 'a'; letter <= 'z'; letter++) {
            register(dataset(DATASET.withRevision("2022-02-02" + letter), UUID.randomUUID(), OTHER));
        }

        assertThat(refusal(Naming.UUID, OnConflict.REVISION).kind()).isEqualTo(Kind.CONFLICT);
    }

    @ParameterizedTest
    @EnumSource(Naming.class)
    void aRevisionThatAnEarlierRunMadeIsFound(Naming naming) {
        UUID revision = UUID.randomUUID();
        DatasetPath earlier = DATASET.withRevision("2022-01-30");
        register(dataset(DATASET, ID, OTHER));
        register(dataset(earlier, revision, OURS));
        store(earlier, revision, naming, OURS);

        assertSkipped(decide(naming, OnConflict.REVISION), Reason.SAME);
    }

    @Test
    void aRevisionThatAnEarlierRunRegisteredAndDidNotPublishIsSentAndNotDoubled() {
        UUID revision = UUID.randomUUID();
        register(dataset(DATASET, ID, OTHER));
        register(dataset(REVISION, revision, OURS));

        assertMoves(decide(Naming.UUID, OnConflict.REVISION), REVISION, revision, OnExisting.REPLACE);
    }

    @Test
    void aRevisionOfAnotherFileIsNoRevisionOfThisOne() {
        UUID other = UUID.randomUUID();
        DatasetPath neighbour = new DatasetPath("alf", "2022-01-30", "spikes.clusters.npy");
        register(dataset(DATASET, ID, OTHER));
        register(dataset(neighbour, other, OURS));
        store(neighbour, other, Naming.UUID, OURS);

        assertMoves(decide(Naming.UUID, OnConflict.REVISION), REVISION, null, OnExisting.FAIL);
    }

    // --- what the tests are made of ---

    private PlannedFile decide(Naming naming, OnConflict onConflict) {
        FilePath path = SESSION.folder().resolve(DATASET.relative());
        Seeds.put(rig, path.value(), OURS.getBytes(StandardCharsets.UTF_8));
        FileStat file = Objects.requireNonNull(rig.stat(path).block());
        Map<String, FileStat> stored = share.list(path.parent())
                .collectMap(there -> there.path().name())
                .onErrorReturn(Map.of())
                .block();
        UploadSettings settings =
                new UploadSettings(repository, naming, onConflict, FileFilter.ALL, Optional.empty(), false, TODAY);
        UploadDecision decision = new UploadDecision(
                SESSION, DATASET, new Location(rig, path), file, share, naming, settings, this::digest);
        return Objects.requireNonNull(
                decision.make(known, Objects.requireNonNull(stored)).block());
    }

    private TransferException refusal(Naming naming, OnConflict onConflict) {
        try {
            throw new AssertionError("not refused: " + decide(naming, onConflict));
        } catch (TransferException why) {
            return why;
        }
    }

    private static void assertSkipped(PlannedFile planned, Reason reason) {
        assertThat(planned).isInstanceOfSatisfying(PlannedFile.Settled.class, settled -> assertThat(settled.outcome())
                .isEqualTo(new Outcome.Skipped(reason)));
    }

    private static PlannedFile.ToMove assertMoves(
            PlannedFile planned, DatasetPath as, @Nullable UUID id, OnExisting onExisting) {
        assertThat(planned).isInstanceOf(PlannedFile.ToMove.class);
        PlannedFile.ToMove move = (PlannedFile.ToMove) planned;
        assertThat(move.dataset()).isEqualTo(as);
        assertThat(move.target()).isEqualTo(SESSION.folder().resolve(as.relative()));
        assertThat(move.datasetId()).isEqualTo(Optional.ofNullable(id));
        assertThat(move.onExisting()).isEqualTo(onExisting);
        return move;
    }

    private Mono<Checksum> digest(Location file, Algorithm algorithm) {
        assertThat(algorithm).isEqualTo(Algorithm.MD5);
        return Mono.fromSupplier(() -> {
            hashed.add(file);
            return md5(new String(Seeds.read(file.source(), file.path(), budget), StandardCharsets.UTF_8));
        });
    }

    private void store(DatasetPath path, UUID id, Naming naming, String content) {
        FilePath relative = naming == Naming.UUID ? path.relativeWithId(id) : path.relative();
        Seeds.put(share, SESSION.folder().resolve(relative).value(), content.getBytes(StandardCharsets.UTF_8));
    }

    private void register(Row row) {
        known.put(row.path(), row.dataset());
    }

    private static Row dataset(DatasetPath path, UUID id, String content) {
        return new Row(path, id, (long) content.length(), md5(content).hex(), false, record("local_smb", true));
    }

    /** What matters of a dataset's row. */
    private record Row(
            DatasetPath path, UUID id, @Nullable Long size, String hash, boolean isProtected, FileRecord record) {
        Row guarded(boolean guarded) {
            return new Row(path, id, size, hash, guarded, record);
        }

        Row sized(@Nullable Long bytes) {
            return new Row(path, id, bytes, hash, isProtected, record);
        }

        Row hashed(String text) {
            return new Row(path, id, size, text, isProtected, record);
        }

        Row recorded(FileRecord other) {
            return new Row(path, id, size, hash, isProtected, other);
        }

        Dataset dataset() {
            return new Dataset(
                    id,
                    null,
                    path.filename(),
                    path.collection(),
                    path.revision(),
                    "spikes.times",
                    "npy",
                    size,
                    hash,
                    "",
                    true,
                    isProtected,
                    List.of(),
                    "alyx_user",
                    null,
                    List.of(record));
        }
    }

    private static FileRecord record(String repository, boolean exists) {
        return new FileRecord(
                UUID.randomUUID(),
                repository,
                SESSION.folder().resolve(DATASET.relative()).value(),
                null,
                exists);
    }

    private static Checksum md5(String content) {
        try {
            return Checksum.of(
                    Algorithm.MD5, MessageDigest.getInstance("MD5").digest(content.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
