package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.layer.Faults;
import org.alyxtransfer.storage.layer.FaultySource;
import org.alyxtransfer.storage.layer.Operation;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import reactor.core.publisher.Mono;

class DownloadDecisionTest {
    private static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    private static final UUID ID = UUID.fromString("bf8e2f65-2f6c-44df-a703-a37afc2715c9");
    private static final String HASH = "0cc175b9c0f1b6a831c399e269772661";
    private static final String HERE = "demolab/Subjects/COGP-003/2022-01-11/001/alf/spikes.times.npy";

    private final MemoryStorage disk = new MemoryStorage(new MemoryBudget(1 << 20));
    private final MemoryStorage server = new MemoryStorage(new MemoryBudget(1 << 20));
    private final Location there = new Location(server, FilePath.of("x.npy"));
    private final Faults faults = new Faults();
    private final Location faulty = new Location(new FaultySource(server, faults), FilePath.of("x.npy"));
    private List<Location> places = List.of(there);
    private final AtomicInteger asked = new AtomicInteger();
    private String digestHere = HASH;

    @ParameterizedTest
    @CsvSource({
        "'', '', ../../evil.npy",
        "'', '', /etc/cron.d/evil",
        "'', '', ..",
        "'', '', 'C:\\evil.npy'",
        "'', '', 'a\\..\\evil.npy'",
        "'', '', NUL",
        "'', '', ''",
        "../.., '', evil.npy",
        "/etc, '', evil.npy",
        "alf/../../.., '', evil.npy",
        "alf, ../.., evil.npy",
        "alf, /etc, evil.npy",
    })
    void aHostileNameFailsByItsIdAndNothingIsAskedFor(String collection, String revision, String name) {
        PlannedFile planned = decide(dataset(collection, revision, name, 1L, HASH), "demolab", DownloadSettings.ALL);

        assertFailed(planned, Kind.INVALID);
        assertThat(planned.relative()).isEqualTo(FilePath.of("dataset-" + ID));
        assertThat(asked).hasValue(0);
    }

    @Test
    void aNameWithANulOrALineBreakFailsToo() {
        for (String name : List.of("a\0.npy", "a\n.npy", "a.npy\u001b[31m")) {
            assertFailed(decide(dataset("alf", "", name, 1L, HASH), "demolab", DownloadSettings.ALL), Kind.INVALID);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"..", "../..", "/etc", "a\\..\\..", "C:", "NUL"})
    void aHostileLabFails(String lab) {
        assertFailed(decide(usual(1L, HASH), lab, DownloadSettings.ALL), Kind.INVALID);
    }

    @Test
    void whatIsNotHereIsBrought() {
        assertThat(decide(usual(1L, HASH), "demolab", DownloadSettings.ALL))
                .isInstanceOfSatisfying(PlannedFile.ToMove.class, move -> {
                    assertThat(move.target()).isEqualTo(FilePath.of(HERE));
                    assertThat(move.expected()).contains(new Checksum(Algorithm.MD5, HASH));
                    assertThat(move.onExisting()).isEqualTo(OnExisting.FAIL);
                });
    }

    @Test
    void withoutALabTheFolderBeginsAtTheSubject() {
        assertThat(decide(usual(1L, HASH), "", DownloadSettings.ALL))
                .isInstanceOfSatisfying(PlannedFile.ToMove.class, move -> assertThat(move.target())
                        .isEqualTo(FilePath.of("COGP-003/2022-01-11/001/alf/spikes.times.npy")));
    }

    @Test
    void anUnknownSizeIsAskedOfThePlaceThatHasIt() {
        Seeds.put(server, "x.npy", new byte[17]);

        assertThat(decide(usual(null, HASH), "demolab", DownloadSettings.ALL).size())
                .isEqualTo(17);
    }

    @Test
    void aDatasetThatNobodyHasIsNotFound() {
        assertFailed(decide(usual(null, HASH), "demolab", DownloadSettings.ALL), Kind.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource({
        "UNREACHABLE, NOT_FOUND, UNREACHABLE",
        "NOT_FOUND, AUTHENTICATION, AUTHENTICATION",
        "DENIED, UNREACHABLE, UNREACHABLE",
        "TIMEOUT, DENIED, TIMEOUT",
        "NOT_FOUND, NOT_FOUND, NOT_FOUND",
    })
    void aServerThatIsAwayIsNotTakenForOneWithoutTheFile(Kind first, Kind second, Kind told) {
        faults.fail(Operation.STAT, Faults.nth(1), first);
        faults.fail(Operation.STAT, Faults.nth(2), second);
        places = List.of(faulty, faulty);

        assertFailed(decide(usual(null, HASH), "demolab", DownloadSettings.ALL), told);
    }

    @Test
    void anUnknownSizeIsAskedOfTheNextPlaceWhereTheFirstIsAway() {
        Seeds.put(server, "x.npy", new byte[17]);
        faults.fail(Operation.STAT, Faults.nth(1), Kind.UNREACHABLE);
        places = List.of(faulty, faulty);

        assertThat(decide(usual(null, HASH), "demolab", DownloadSettings.ALL).size())
                .isEqualTo(17);
    }

    @Test
    void aDatasetWithoutADigestIsRefusedWhenOneIsRequired() {
        DownloadSettings strict = new DownloadSettings(List.of(), FileFilter.ALL, false, OnConflict.FAIL, true);

        assertFailed(decide(usual(1L, "by hand"), "demolab", strict), Kind.REFUSED);
        assertThat(decide(usual(1L, HASH), "demolab", strict)).isInstanceOf(PlannedFile.ToMove.class);
    }

    @Test
    void whatIsHereWithTheSameDigestIsLeft() {
        Seeds.put(disk, HERE, new byte[1]);

        assertSkipped(decide(usual(1L, HASH), "demolab", DownloadSettings.ALL), Reason.SAME);
    }

    @ParameterizedTest
    @CsvSource({"1", "2"})
    void anotherContentHereIsTreatedAsAskedFor(int sizeHere) {
        digestHere = "92eb5ffee6ae2fec3ad71c777531578f";
        Seeds.put(disk, HERE, new byte[sizeHere]);

        assertFailed(decide(usual(1L, HASH), "demolab", with(OnConflict.FAIL)), Kind.CONFLICT);
        assertFailed(decide(usual(1L, HASH), "demolab", with(OnConflict.REVISION)), Kind.CONFLICT);
        assertSkipped(decide(usual(1L, HASH), "demolab", with(OnConflict.SKIP)), Reason.CONFLICT);
        assertThat(decide(usual(1L, HASH), "demolab", with(OnConflict.REPLACE)))
                .isInstanceOfSatisfying(PlannedFile.ToMove.class, move -> assertThat(move.onExisting())
                        .isEqualTo(OnExisting.REPLACE));
    }

    @Test
    void whatWasNotAskedForIsNotPlanned() {
        DownloadSettings others = new DownloadSettings(List.of("*.pqt"), FileFilter.ALL, false, OnConflict.FAIL, false);

        assertThat(make(usual(1L, HASH), "demolab", others).blockOptional()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "*.pqt, my spikes.npy, false",
        "*spikes*, my spikes.npy, true",
        "alf/*, my spikes.npy, true",
        "raw/*, my spikes.npy, false",
        "*evil*, ../../evil.npy, true",
        "*, 'a\u0000.npy', true",
    })
    void anUnusableNameFailsOnlyWhereItWasAskedFor(String glob, String name, boolean told) {
        DownloadSettings some = new DownloadSettings(List.of(glob), FileFilter.ALL, false, OnConflict.FAIL, false);

        Optional<PlannedFile> planned =
                make(dataset("alf", "", name, 1L, HASH), "demolab", some).blockOptional();

        assertThat(planned.isPresent()).isEqualTo(told);
        planned.ifPresent(failed -> assertFailed(failed, Kind.INVALID));
    }

    private static DownloadSettings with(OnConflict onConflict) {
        return new DownloadSettings(List.of(), FileFilter.ALL, false, onConflict, false);
    }

    private PlannedFile decide(Dataset dataset, String lab, DownloadSettings settings) {
        return Objects.requireNonNull(make(dataset, lab, settings).block());
    }

    private Mono<PlannedFile> make(Dataset dataset, String lab, DownloadSettings settings) {
        ContentDigest digest = (file, algorithm) -> Mono.just(new Checksum(algorithm, digestHere));
        return new DownloadDecision(SESSION, lab, dataset, disk, settings, digest, Map.of())
                .make(settings.wanted(), (session, wanted) -> {
                    asked.incrementAndGet();
                    return places;
                });
    }

    private static Dataset usual(@Nullable Long size, String hash) {
        return dataset("alf", "", "spikes.times.npy", size, hash);
    }

    private static Dataset dataset(String collection, String revision, String name, @Nullable Long size, String hash) {
        return new Dataset(
                ID,
                null,
                name,
                collection,
                revision,
                "spikes.times",
                "npy",
                size,
                hash,
                "",
                true,
                false,
                List.of(),
                "alyx_user",
                Instant.EPOCH.atOffset(java.time.ZoneOffset.UTC).toLocalDateTime(),
                List.of());
    }

    private static void assertFailed(PlannedFile planned, Kind kind) {
        assertThat(planned).isInstanceOfSatisfying(PlannedFile.Settled.class, settled -> assertThat(settled.outcome())
                .isInstanceOfSatisfying(
                        Outcome.Failed.class,
                        failed -> assertThat(failed.why().kind()).isEqualTo(kind)));
    }

    private static void assertSkipped(PlannedFile planned, Reason reason) {
        assertThat(planned).isInstanceOfSatisfying(PlannedFile.Settled.class, settled -> assertThat(settled.outcome())
                .isEqualTo(new Outcome.Skipped(reason)));
    }
}
