package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.DatasetSources;
import org.alyxtransfer.plan.DownloadPlanner;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferEvent.Finished;
import org.alyxtransfer.plan.UploadPlanner;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.alyxtransfer.sandbox.generate.Sizes;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.storage.jcifs.JcifsSettings;
import org.alyxtransfer.storage.jcifs.JcifsStorage;
import org.alyxtransfer.storage.local.LocalStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.scheduler.Scheduler;

/** The whole way on real parts: rig's disk → smbd → stand-in Alyx → HTTP → disk. */
@Tag("samba")
class SambaWorkflowTest {
    private final LabFixture lab = new LabFixture();
    private final Scheduler disk = LocalStorage.newDiskScheduler(4);

    @TempDir
    Path rig;

    @TempDir
    Path into;

    private SambaServer samba;
    private JcifsStorage share;
    private FileServer files;
    private HttpFileSource http;

    @BeforeEach
    void startParts() throws IOException {
        assumeTrue(Samba.isInstalled(), () -> Samba.availability().message());
        samba = Samba.start(SambaSettings.defaults());
        String name = samba.shares().get(0);
        JcifsSettings settings = JcifsSettings.of(
                        samba.host(), name, samba.user(), () -> samba.password().toCharArray())
                .withPort(samba.port());
        share = new JcifsStorage(settings, lab.budget);
        files = Objects.requireNonNull(
                FileServer.start(FileServerSettings.of(samba.folder(name))).block());
        http = HttpFileSource.at(BaseUrl.parse(files.baseUrl().toString()), HttpSettings.defaults());
    }

    @AfterEach
    void stopParts() throws IOException {
        share.close().block();
        http.close().block();
        files.stop().block();
        lab.close();
        samba.close();
        disk.dispose();
        assertThat(lab.budget.reservedBytes()).isZero();
    }

    @Test
    void whatIsRecordedIsWhatIsDownloadedAndASecondRunMovesNothing() throws IOException {
        var sessions = SessionGenerator.generate(new GenerateSettings(
                rig,
                "demolab",
                List.of("COGP-001", "COGP-002"),
                LocalDate.of(2022, 1, 1),
                LocalDate.of(2022, 1, 31),
                2,
                15,
                Sizes.TINY,
                11));

        List<TransferEvent> first = upload();
        List<TransferEvent> second = upload();
        List<TransferEvent> download = download();

        assertThat(outcomes(first)).hasSize(60).containsOnly(new Outcome.Done());
        assertThat(outcomes(second)).hasSize(60).containsOnly(new Outcome.Skipped(Reason.SAME));
        assertThat(outcomes(download)).hasSize(60).containsOnly(new Outcome.Done());
        assertThat(lab.server.state().datasetCount()).isEqualTo(60);
        assertThat(sessions).hasSize(4);
        try (var originals = Files.walk(rig)) {
            assertThat(originals.filter(Files::isRegularFile))
                    .allSatisfy(file ->
                            assertThat(into.resolve(rig.relativize(file))).hasSameBinaryContentAs(file));
        }
    }

    private List<TransferEvent> upload() {
        LocalStorage local = new LocalStorage(rig, lab.budget, disk);
        return lab.run(new UploadPlanner(share, Optional.of(lab.alyx), lab.settings, lab.digest)
                .plan(List.of(new UploadRoot(local, List.of("data")))));
    }

    private List<TransferEvent> download() {
        DatasetSources served = (session, dataset) -> List.of(
                new Location(http, FilePath.of(session + "/" + dataset.path().relativeWithId(dataset.id()))));
        LocalStorage here = new LocalStorage(into, lab.budget, disk);
        return lab.run(new DownloadPlanner(lab.alyx, here, served, DownloadSettings.ALL, lab.digest)
                .plan(lab.alyx.sessions(
                        SessionQuery.any().lab("demolab").dates(LocalDate.of(2022, 1, 1), LocalDate.of(2022, 1, 31)))));
    }

    private static List<Outcome> outcomes(List<TransferEvent> events) {
        return LabFixture.of(Finished.class, events).stream()
                .map(Finished::outcome)
                .toList();
    }
}
