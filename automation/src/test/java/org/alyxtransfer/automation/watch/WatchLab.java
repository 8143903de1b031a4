package org.alyxtransfer.automation.watch;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.FileToRegister;
import org.alyxtransfer.alyx.NewSession;
import org.alyxtransfer.alyx.Registration;
import org.alyxtransfer.alyx.RetryPolicy;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.report.Recipient;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.rule.Rules;
import org.alyxtransfer.automation.run.CommandRunner;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.local.LocalStorage;
import org.alyxtransfer.threads.WorkerThreads;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.test.scheduler.VirtualTimeScheduler;

/** A stand-in Alyx, rules in files, real commands; datasets lie in a folder instead of on a file server. */
final class WatchLab implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(60);

    final Path home;
    final AlyxServer server;
    final AlyxClient alyx;
    final List<RunReport> reports = new CopyOnWriteArrayList<>();
    final Scheduler disk = WorkerThreads.scheduler("test-disk", 8, 1000);
    final CommandRunner commands = new CommandRunner(2);

    FileSource share;
    Scheduler time = Schedulers.parallel();
    Fetch fetch = this::fetched;
    Upload upload = (session, trigger, log) -> Mono.error(new IllegalStateException("no rule uploads here"));
    int port;

    WatchLab(Path home, Clock clock) {
        this.home = home;
        this.share = new LocalStorage(home.resolve("share"), new MemoryBudget(1 << 20), disk);
        AlyxSettings usual = AlyxSettings.defaults().withUser("alyx_user", "secret");
        this.server = Objects.requireNonNull(AlyxServer.start(new AlyxSettings(
                        usual.host(), 0, usual.passwords(), usual.repositories(), usual.allowedHosts(), clock))
                .block(PATIENCE));
        this.port = server.port();
        this.alyx = client(URI.create(server.baseUrl()));
    }

    static AlyxClient client(URI address) {
        return AlyxClient.connect(org.alyxtransfer.alyx.AlyxSettings.withPassword(address, "alyx_user", () -> "secret")
                .limits(100_000, 8)
                .retry(RetryPolicy.NONE));
    }

    /**
     * Makes the session if need be, and registers a file in it.
     *
     * @param hash a digit, of which the file's digest is made
     */
    SessionSummary record(String session, String file, String hash) {
        SessionPath path = SessionPath.parse(session);
        SessionSummary found = make(path);
        FileToRegister registered = FileToRegister.of(
                DatasetPath.parse(FilePath.of(file)),
                5,
                Checksum.ofShape(hash.repeat(32)).orElseThrow());
        Registration registration =
                Registration.of(path, List.of(registered), "local_smb").lab("demolab");
        alyx.registerFiles(registration).block(PATIENCE);
        return found;
    }

    /** The session, with no datasets if it was not there before. */
    SessionSummary make(SessionPath path) {
        return Objects.requireNonNull(
                        alyx.findOrCreateSession(NewSession.of(path)).block(PATIENCE))
                .session();
    }

    void rule(String name, String trigger, String script) throws IOException {
        rule(name, trigger, script, 1);
    }

    void rule(String name, String trigger, String script, int attempts) throws IOException {
        Files.createDirectories(home.resolve("rules"));
        Files.writeString(
                home.resolve("rules").resolve(name + ".yaml"),
                "rule: " + name + "\ntrigger:\n  alyx: " + trigger + "\naction:\n  command: [sh, -c, '" + script
                        + "']\n" + "  timeout-seconds: 60\n  attempts: " + attempts
                        + "\nreports: {mail: [lab@example.org]}\n");
    }

    Watcher watcher() {
        return watcher(alyx);
    }

    Watcher watcher(AlyxClient client) {
        return watcher(client, home.resolve("rules"));
    }

    private Watcher watcher(AlyxClient client, Path rules) {
        Surroundings with = new Surroundings(
                client,
                fetch,
                upload,
                this::noted,
                commands,
                disk,
                time,
                Map.of("PATH", System.getenv("PATH")),
                home.resolve("runs"));
        WatchSettings settings = new WatchSettings(home.resolve("state"), Duration.ofSeconds(1), 2, Duration.ofDays(1));
        return Watcher.open(
                settings, with, () -> share, Rules.read(List.of(rules)).all());
    }

    /** A whole {@code watch --once}. */
    void once() {
        try (Watcher watcher = watcher()) {
            watcher.once().block(PATIENCE);
        }
    }

    /** As {@code watch --once} of one rule's file. */
    void onceBy(String rule) {
        try (Watcher watcher = watcher(alyx, home.resolve("rules").resolve(rule + ".yaml"))) {
            watcher.once().block(PATIENCE);
        }
    }

    List<String> told() {
        return reports.stream()
                .map(report -> report.rule() + " " + report.session() + " "
                        + report.result().outcome())
                .toList();
    }

    /** Changes what is remembered, as another program would, over a connection of its own; gives how many rows. */
    int sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + home.resolve("state/watch.sqlite"));
                Statement change = connection.createStatement()) {
            return change.executeUpdate(statement);
        }
    }

    /** Time that goes by hand, from now on; for the next watcher. */
    VirtualTimeScheduler virtualTime() {
        VirtualTimeScheduler virtual = VirtualTimeScheduler.create();
        virtual.advanceTimeTo(Instant.now());
        time = virtual;
        return virtual;
    }

    /** Lets time go by, half a minute at a time, while real servers answer. */
    static void advance(VirtualTimeScheduler time, Callable<Boolean> until) {
        await().pollInterval(Duration.ofMillis(20)).atMost(PATIENCE).until(() -> {
            time.advanceTimeBy(Duration.ofSeconds(30));
            return until.call();
        });
    }

    private Mono<Path> fetched(SessionSummary session, Object selection, Path into) {
        return Mono.fromCallable(() -> {
                    Path folder =
                            Files.createDirectories(into.resolve(session.path().toString()));
                    Files.writeString(folder.resolve("trials.table.pqt"), "bytes");
                    return folder;
                })
                .subscribeOn(disk);
    }

    /** As an outbox does: a run that it knows is not taken again. */
    private Mono<Void> noted(RunReport report, Collection<? extends Recipient> recipients) {
        return Mono.fromRunnable(() -> {
            if (reports.stream().noneMatch(known -> known.run().equals(report.run()))) {
                reports.add(report);
            }
        });
    }

    @Override
    public void close() {
        commands.close().block(PATIENCE);
        disk.dispose();
        alyx.close().block(PATIENCE);
        server.stop().block(PATIENCE);
    }
}
