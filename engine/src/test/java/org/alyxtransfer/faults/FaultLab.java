package org.alyxtransfer.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.alyx.SessionQuery;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.engine.Pace;
import org.alyxtransfer.engine.StorageDigest;
import org.alyxtransfer.engine.TransferEngine;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.engine.VerificationChoice;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.DatasetSources;
import org.alyxtransfer.plan.DownloadPlanner;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.UploadPlanner;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.plan.UploadSettings;
import org.alyxtransfer.register.Registrar;
import org.alyxtransfer.register.RegistrarSettings;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.http.FileServer;
import org.alyxtransfer.sandbox.http.FileServerSettings;
import org.alyxtransfer.sandbox.proxy.Direction;
import org.alyxtransfer.sandbox.proxy.FaultProxy;
import org.alyxtransfer.sandbox.samba.Samba;
import org.alyxtransfer.sandbox.samba.SambaServer;
import org.alyxtransfer.sandbox.samba.SambaSettings;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.http.HttpFileSource;
import org.alyxtransfer.storage.http.HttpSettings;
import org.alyxtransfer.storage.layer.RetryPolicy;
import org.alyxtransfer.storage.layer.RetryingSource;
import org.alyxtransfer.storage.layer.RetryingStorage;
import org.alyxtransfer.storage.local.LocalStorage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/** A rig, a real smbd, a file server and a stand-in Alyx, each behind a bad network; every job opens its own connections. */
final class FaultLab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofMinutes(2);
    static final long LARGE = 5 << 20;

    private static final RetryPolicy RETRY = new RetryPolicy(5, Duration.ofMillis(50), Duration.ofMillis(400));
    private static final Duration ANSWER = Duration.ofSeconds(2);

    final SambaServer samba;
    final AlyxServer alyxServer;
    final FaultProxy smb;
    final FaultProxy http;
    final FaultProxy alyx;
    final Map<String, Path> originals = new TreeMap<>();

    boolean isSigned = true;
    VerificationChoice verification = VerificationChoice.byWire();
    String sharePassword;
    RetryPolicy retry = RETRY;
    /** What goes wrong between the job and the share, beside the network. */
    UnaryOperator<Storage> trouble = UnaryOperator.identity();

    private final SmbClient client;
    private final Path rig;
    private final Path into;
    private final MemoryBudget budget = new MemoryBudget(16L << 20);
    private final Scheduler disk = LocalStorage.newDiskScheduler(4);
    private final FileServer files;

    FaultLab(SmbClient client, Path folder) throws IOException {
        this.client = client;
        this.rig = folder.resolve("rig");
        this.into = Files.createDirectories(folder.resolve("into"));
        samba = Samba.start(SambaSettings.defaults());
        sharePassword = samba.password();
        alyxServer = known(AlyxServer.start(AlyxSettings.defaults().withUser("rig", "secret")));
        files = known(FileServer.start(FileServerSettings.of(shared())));
        smb = FaultProxy.start(samba.host(), samba.port());
        http = FaultProxy.start("127.0.0.1", files.baseUrl().getPort());
        alyx = FaultProxy.start("127.0.0.1", alyxServer.port());
        record("COGP-003/2022-01-11/001", "alf/_ibl_trials.table.pqt", 1_000);
        for (int i = 0; i < 4; i++) {
            record("COGP-003/2022-01-11/001", "alf/probe%02d/spikes.times.npy".formatted(i), 200_000 + i);
        }
        record("COGP-003/2022-01-11/001", "raw_ephys_data/probe00/spikes.times.npy", LARGE);
        record("COGP-003/2022-01-12/001", "alf/probe00/spikes.times.npy", 700_000);
        record("COGP-003/2022-01-12/001", "alf/probe01/spikes.times.npy", 0);
    }

    private void record(String session, String relative, long size) throws IOException {
        Path file = rig.resolve(session).resolve(relative);
        Files.createDirectories(file.getParent());
        byte[] bytes = new byte[Math.toIntExact(size)];
        new Random(size).nextBytes(bytes);
        Files.write(file, bytes);
        originals.put(session + "/" + relative, file);
    }

    /** One upload, from signing in to hanging up. */
    Run upload() {
        return upload(job -> job);
    }

    /** One that its user may end. */
    Run upload(UnaryOperator<Flux<TransferEvent>> user) {
        SmbClient.Opened share = client.open(samba, sharePassword, smb.port(), isSigned, budget);
        AlyxClient speaking = speaking();
        LocalStorage local = new LocalStorage(rig, budget, disk);
        UploadSettings settings = new UploadSettings(
                "local_smb",
                Naming.UUID,
                OnConflict.FAIL,
                FileFilter.ALL,
                Optional.of(session -> NewSession.of(session).projects(List.of("demo_project"))),
                false,
                LocalDate.of(2022, 2, 2));
        Storage patient = new RetryingStorage(trouble.apply(share.storage()), retry);
        RegistrarSettings registering =
                new RegistrarSettings("local_smb", "demolab", 4, Duration.ofSeconds(3), Duration.ofMillis(100), 4);
        MemoryJournal journal = new MemoryJournal();
        TransferEngine engine = new TransferEngine(
                new FileCopy(budget, Schedulers.parallel()),
                journal,
                Optional.of(new Registrar(speaking, journal, registering)));
        Flux<TransferEvent> job = engine.run(
                new UploadPlanner(patient, Optional.of(speaking), settings, digest())
                        .plan(List.of(new UploadRoot(local, List.of("data")))),
                options());
        return ended(user.apply(job), share.close().then(speaking.close()));
    }

    /** One download from the file server. */
    Run download() {
        HttpFileSource server = HttpFileSource.at(
                BaseUrl.parse("http://127.0.0.1:" + http.port() + "/"),
                HttpSettings.defaults().withChunkBytes(1 << 20).withTimeouts(ANSWER, ANSWER));
        return download(new RetryingSource(server, RETRY), server.close());
    }

    /** One download from the share. */
    Run downloadFromShare() {
        SmbClient.Opened share = client.open(samba, sharePassword, smb.port(), isSigned, budget);
        return download(new RetryingStorage(share.storage(), RETRY), share.close());
    }

    private Run download(FileSource from, Mono<Void> close) {
        AlyxClient speaking = speaking();
        DatasetSources sources = (session, dataset) -> List.of(
                new Location(from, FilePath.of(session + "/" + dataset.path().relativeWithId(dataset.id()))));
        TransferEngine engine =
                new TransferEngine(new FileCopy(budget, Schedulers.parallel()), new MemoryJournal(), Optional.empty());
        LocalStorage here = new LocalStorage(into, budget, disk);
        Flux<TransferEvent> job = engine.run(
                new DownloadPlanner(speaking, here, sources, DownloadSettings.ALL, digest())
                        .plan(speaking.sessions(SessionQuery.any().subject("COGP-003"))),
                options());
        return ended(job, close.then(speaking.close()));
    }

    private Run ended(Flux<TransferEvent> job, Mono<Void> close) {
        Run run = Run.of(job);
        close.onErrorComplete().block(PATIENCE);
        await().atMost(PATIENCE)
                .untilAsserted(() -> assertThat(budget.reservedBytes()).isZero());
        return run;
    }

    /** Does something once so many more bytes have passed a proxy. */
    static Thread after(long bytes, FaultProxy proxy, Direction direction, Callable<?> action) {
        long goal = proxy.bytes(direction) + bytes;
        Thread thread = new Thread(() -> {
            try {
                while (proxy.bytes(direction) < goal) {
                    Thread.sleep(1);
                }
                action.call();
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    /** The folder that smbd and the file server show. */
    Path shared() {
        return samba.folder(samba.shares().get(0));
    }

    Path downloads() {
        return into;
    }

    void behave() throws IOException {
        sharePassword = samba.password();
        retry = RETRY;
        trouble = UnaryOperator.identity();
        smb.behave();
        http.behave();
        alyx.behave();
        alyxServer.misbehave().behave();
    }

    /** Takes away what jobs have stored, so that the next one has to move all of it again. */
    void forgetShare() throws IOException {
        try (Stream<Path> all = Files.walk(shared())) {
            for (Path file : all.filter(Files::isRegularFile).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }

    private AlyxClient speaking() {
        return AlyxClient.connect(org.alyxtransfer.alyx.AlyxSettings.withPassword(
                        URI.create("http://127.0.0.1:" + alyx.port()), "rig", () -> "secret")
                .limits(100_000, 8)
                .timeouts(ANSWER, ANSWER)
                .retry(new org.alyxtransfer.alyx.RetryPolicy(5, Duration.ofMillis(50), Duration.ofMillis(400))));
    }

    private StorageDigest digest() {
        return new StorageDigest(budget, Schedulers.parallel());
    }

    private TransferOptions options() {
        TransferOptions options = TransferOptions.DEFAULT.withPace(Pace.DEFAULT.withFiles(8));
        return options.withVerification(verification);
    }

    private static <T> T known(Mono<T> mono) {
        return Objects.requireNonNull(mono.block(PATIENCE));
    }

    @Override
    public void close() throws IOException {
        smb.close();
        http.close();
        alyx.close();
        files.stop().block(PATIENCE);
        alyxServer.stop().block(PATIENCE);
        samba.close();
        disk.dispose();
    }
}
