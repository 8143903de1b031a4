package org.alyxtransfer.engine;

import static org.alyxtransfer.engine.LabFixture.SESSION;
import static org.alyxtransfer.engine.LabFixture.outcomes;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.DatasetSources;
import org.alyxtransfer.plan.DownloadPlanner;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.http.Misbehaviour;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingSource;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;

class DownloadTest {
    private static final String TRIALS = "alf/_ibl_trials.table.pqt";
    private static final String RAW = "raw_ephys_data/probe00/signal.raw.npy";
    private static final FilePath HERE = FilePath.of("demolab/Subjects").resolve(SESSION.folder());

    private final LabFixture lab = new LabFixture();
    private final Scheduler disk = LocalStorage.newDiskScheduler(2);

    @TempDir
    Path served;

    @TempDir
    Path into;

    private FileServer files;
    private HttpFileSource http;
    private FileSource repeating;
    private LocalStorage here;
    private DownloadSettings settings = DownloadSettings.ALL;

    @BeforeEach
    void uploadAndServe() throws IOException {
        byte[] large = new byte[9_000_000];
        new Random(7).nextBytes(large);
        lab.record(SESSION, TRIALS, "trials");
        Seeds.put(lab.rig, SESSION + "/" + RAW, large);
        lab.upload(new LocalStorage(served, lab.budget, disk));
        files = Objects.requireNonNull(
                FileServer.start(FileServerSettings.of(served)).block());
        http = HttpFileSource.at(
                BaseUrl.parse(files.baseUrl().toString()),
                HttpSettings.defaults().withChunkBytes(1 << 20));
        repeating = new RetryingSource(http, new RetryPolicy(4, Duration.ofMillis(10), Duration.ofMillis(50)));
        here = new LocalStorage(into, lab.budget, disk);
    }

    @AfterEach
    void nothingIsLeftBehind() throws IOException {
        http.close().block();
        files.stop().block();
        lab.close();
        disk.dispose();
        assertThat(lab.budget.reservedBytes()).isZero();
    }

    @Test
    void datasetsArriveWholeUnderTheirOwnNames() throws IOException {
        List<TransferEvent> events = download(this::served);

        assertThat(outcomes(events)).containsOnlyKeys(TRIALS, RAW).values().containsOnly(new Outcome.Done());
        assertThat(content(TRIALS))
                .isEqualTo(Seeds.read(lab.rig, SESSION.folder().resolve(TRIALS), lab.budget));
        assertThat(content(RAW)).isEqualTo(Seeds.read(lab.rig, SESSION.folder().resolve(RAW), lab.budget));
        assertThat(hiddenFiles()).isEmpty();
        assertThat(Files.getLastModifiedTime(into.resolve(HERE.resolve(TRIALS).value()))
                        .toInstant())
                .isEqualTo(Seeds.TIME);
    }

    @Test
    void aSmallFileCostsOneRequest() {
        settings = new DownloadSettings(List.of("*trials*"), FileFilter.ALL, false, OnConflict.FAIL, false);

        download(this::served);

        assertThat(files.requests()).hasSize(1);
    }

    @Test
    void aSecondRunBringsNothing() {
        download(this::served);
        files.forgetRequests();

        List<TransferEvent> events = download(this::served);

        assertThat(outcomes(events).values()).containsOnly(new Outcome.Skipped(Reason.SAME));
        assertThat(files.requests()).isEmpty();
    }

    @Test
    void aFlippedBitIsNeverPublished() throws IOException {
        files.misbehave().onlyFor("signal").flipBitAt(5_000_000);

        List<TransferEvent> events = download(this::served);

        assertThat(kind(events, RAW)).isEqualTo(Kind.CORRUPT);
        assertThat(into.resolve(HERE.resolve(RAW).value())).doesNotExist();
        assertThat(hiddenFiles()).isEmpty();
        assertThat(outcomes(events)).containsEntry(TRIALS, new Outcome.Done());
    }

    @Test
    void aServerThatIgnoresRangesIsReadAsOneStream() {
        files.misbehave().ignoreRange(true);

        assertThat(outcomes(download(this::served)).values()).containsOnly(new Outcome.Done());
    }

    @Test
    void whatAnInterruptedRunBroughtIsNotFetchedAgain() throws IOException {
        files.misbehave().onlyFor("signal").truncate(Misbehaviour.ALWAYS, 600_000);
        download(this::served);
        files.misbehave().reset();
        files.forgetRequests();

        List<TransferEvent> events = download(this::served);

        assertThat(outcomes(events)).containsEntry(RAW, new Outcome.Done());
        assertThat(content(RAW)).isEqualTo(Seeds.read(lab.rig, SESSION.folder().resolve(RAW), lab.budget));
    }

    @Test
    void anotherRecordOfTheDatasetIsTriedWhenOneFails() {
        DatasetSources second = (session, dataset) -> List.of(
                new Location(http, FilePath.of("gone/" + dataset.name())),
                served(session, dataset).get(0));

        List<TransferEvent> events = download(second);

        assertThat(outcomes(events).values()).containsOnly(new Outcome.Done());
        assertThat(LabFixture.of(TransferEvent.Retried.class, events)).hasSize(2);
    }

    @Test
    void aLocalFileOfAnotherContentIsLeftAsItIs() throws IOException {
        Path mine = into.resolve(HERE.resolve(TRIALS).value());
        Files.createDirectories(mine.getParent());
        Files.writeString(mine, "my own analysis");

        List<TransferEvent> events = download(this::served);

        assertThat(kind(events, TRIALS)).isEqualTo(Kind.CONFLICT);
        assertThat(mine).hasContent("my own analysis");
    }

    @Test
    void aDatasetThatNobodyCanGiveIsToldAndStopsNoOther() {
        DatasetSources some =
                (session, dataset) -> dataset.name().contains("trials") ? List.of() : served(session, dataset);

        List<TransferEvent> events = download(some);

        assertThat(kind(events, TRIALS)).isEqualTo(Kind.NOT_FOUND);
        assertThat(outcomes(events)).containsEntry(RAW, new Outcome.Done());
    }

    private List<Location> served(SessionPath session, Dataset dataset) {
        return List.of(
                new Location(repeating, session.folder().resolve(dataset.path().relativeWithId(dataset.id()))));
    }

    private List<TransferEvent> download(DatasetSources sources) {
        SessionQuery query = SessionQuery.any().subject(SESSION.subject());
        return lab.run(
                new DownloadPlanner(lab.alyx, here, sources, settings, lab.digest).plan(lab.alyx.sessions(query)));
    }

    private byte[] content(String relative) throws IOException {
        return Files.readAllBytes(into.resolve(HERE.resolve(relative).value()));
    }

    private List<Path> hiddenFiles() throws IOException {
        try (Stream<Path> all = Files.walk(into)) {
            return new ArrayList<>(all.filter(Files::isRegularFile)
                    .filter(path -> path.getFileName().toString().startsWith("."))
                    .toList());
        }
    }

    private static Kind kind(List<TransferEvent> events, String relative) {
        Outcome outcome = Objects.requireNonNull(outcomes(events).get(relative));
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return ((Outcome.Failed) outcome).why().kind();
    }
}
