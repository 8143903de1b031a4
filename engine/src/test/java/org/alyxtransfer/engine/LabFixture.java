package org.alyxtransfer.engine;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.Journal;
import org.alyxtransfer.journal.MemoryJournal;
import org.alyxtransfer.plan.ContentDigest;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.plan.UploadPlanner;
import org.alyxtransfer.plan.UploadRoot;
import org.alyxtransfer.plan.UploadSettings;
import org.alyxtransfer.register.Registrar;
import org.alyxtransfer.register.RegistrarSettings;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.Seeds;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.memory.MemoryStorage;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** A lab in memory: a rig, a share, and a stand-in Alyx over real HTTP. */
final class LabFixture implements AutoCloseable {
    static final SessionPath SESSION = SessionPath.parse("COGP-003/2022-01-11/001");
    static final String USER = "alyx_user";
    static final long MARK = 2 * 64 * 1024; // two chunks of a memory storage
    static final long NEVER = 1L << 40;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    final MemoryBudget budget;
    final MemoryStorage rig;
    final MemoryStorage share;
    final AlyxServer server;
    final AlyxClient alyx;
    /** How often a planner had a file hashed. */
    final AtomicInteger hashed = new AtomicInteger();

    Journal journal = new MemoryJournal();
    VerificationChoice verification = VerificationChoice.byWire();
    final StorageDigest digest;

    TransferOptions options = TransferOptions.DEFAULT;
    long markBytes = MARK;

    UploadSettings settings = new UploadSettings(
            "local_smb",
            Naming.UUID,
            OnConflict.FAIL,
            FileFilter.ALL,
            Optional.of(session -> NewSession.of(session).projects(List.of("demo_project"))),
            false,
            LocalDate.of(2022, 2, 2));

    LabFixture() {
        this(16L << 20);
    }

    LabFixture(long budgetBytes) {
        budget = new MemoryBudget(budgetBytes);
        rig = new MemoryStorage(budget);
        share = new MemoryStorage(budget);
        digest = new StorageDigest(budget, Schedulers.parallel());
        server = Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults().withUser(USER, "secret"))
                .block(PATIENCE));
        alyx = AlyxClient.connect(
                org.alyxtransfer.alyx.AlyxSettings.withPassword(URI.create(server.baseUrl()), USER, () -> "secret")
                        .limits(100_000, 8)
                        .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(2)));
    }

    /** Puts a file into a session's folder on the rig. */
    void record(SessionPath session, String relative, String content) {
        Seeds.put(rig, session + "/" + relative, content.getBytes(StandardCharsets.UTF_8));
    }

    List<TransferEvent> upload() {
        return upload(share);
    }

    List<TransferEvent> upload(Storage destination) {
        return upload(rig, destination);
    }

    List<TransferEvent> upload(FileSource from, Storage destination) {
        return run(plan(from, destination));
    }

    TransferPlan plan() {
        return plan(rig, share);
    }

    TransferPlan plan(FileSource from, Storage destination) {
        ContentDigest counting =
                (file, algorithm) -> digest.of(file, algorithm).doOnNext(sum -> hashed.incrementAndGet());
        return new UploadPlanner(destination, Optional.of(alyx), settings, counting, new JournaledFiles(journal))
                .plan(List.of(new UploadRoot(from, List.of("data"))));
    }

    List<TransferEvent> run(TransferPlan plan) {
        return Objects.requireNonNull(events(plan).collectList().block(PATIENCE));
    }

    Flux<TransferEvent> events(TransferPlan plan) {
        RegistrarSettings registering =
                RegistrarSettings.of("local_smb", "demolab").times(Duration.ofSeconds(4), Duration.ofMillis(50));
        TransferEngine engine = new TransferEngine(
                new FileCopy(budget, Schedulers.parallel()),
                journal,
                Optional.of(new Registrar(alyx, journal, registering)));
        return engine.run(plan, options.withMarkBytes(markBytes).withVerification(verification));
    }

    /** What the journal has of files that did not end. */
    List<FileProgress> unfinished() {
        return Objects.requireNonNull(journal.unfinishedSessions()
                .concatMap(journal::unfinished, 1)
                .collectList()
                .block(PATIENCE));
    }

    /** What became of each file, by its path below the session's folder. */
    static Map<String, Outcome> outcomes(List<TransferEvent> events) {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (TransferEvent event : events) {
            if (event instanceof TransferEvent.Finished finished) {
                Outcome before = outcomes.put(finished.file().relative().value(), finished.outcome());
                if (before != null) {
                    throw new AssertionError(finished.file() + " finished twice");
                }
            }
        }
        return outcomes;
    }

    static <T extends TransferEvent> List<T> of(Class<T> type, List<TransferEvent> events) {
        return events.stream().filter(type::isInstance).map(type::cast).collect(Collectors.toList());
    }

    @Override
    public void close() {
        alyx.close().block(PATIENCE);
        server.stop().block(PATIENCE);
    }
}
