package org.alyxtransfer.cli.watch;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.run.CommandRunner;
import org.alyxtransfer.automation.watch.HealthReport;
import org.alyxtransfer.automation.watch.HealthServer;
import org.alyxtransfer.automation.watch.Surroundings;
import org.alyxtransfer.automation.watch.WatchSettings;
import org.alyxtransfer.automation.watch.Watcher;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.Couriers;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.transfer.RunMeters;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.journal.SqliteLibrary;
import org.alyxtransfer.threads.WorkerThreads;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;
import reactor.netty.ChannelBindException;

/** A watcher with all that it needs; closing ends its commands and waits for them. */
public final class WatchRun implements AutoCloseable {
    private static final Duration BETWEEN_DELIVERIES = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofSeconds(15);
    private static final int WAITING = 10_000;

    private final Settings settings;
    private final Scheduler threads;
    private final CommandRunner commands;
    private final Outbox outbox;
    private final Watcher watcher;

    /** Opens what is remembered below the folder of the profile. */
    public WatchRun(Invocation invocation, Connections open, List<Rule> rules, Couriers couriers) {
        this.settings = open.settings();
        int atOnce = Math.toIntExact(settings.get(Keys.WATCH_RUNS));
        String profile = invocation.profile().name().replaceAll("[^A-Za-z0-9_-]", "_"); // may be a file's path
        Path folder = made(invocation.folders().state().resolve("watch").resolve(profile));
        SqliteLibrary.unpackInto(invocation.folders().state().resolve("native"));
        WatchSettings watching = new WatchSettings(
                folder,
                Duration.ofSeconds(settings.get(Keys.WATCH_POLL)),
                atOnce,
                Duration.ofDays(settings.get(Keys.WATCH_KEEP)));
        this.threads = WorkerThreads.scheduler("alyx-watch", atOnce + 2, WAITING);
        this.commands = new CommandRunner(atOnce);
        this.outbox = couriers.outbox(folder.resolve("outbox.sqlite"));
        Surroundings with = new Surroundings(
                open.alyx(),
                new EngineFetch(open),
                new CommandUpload(invocation, threads),
                outbox::enqueue,
                commands,
                threads,
                Schedulers.parallel(),
                invocation.surroundings().environment(),
                folder.resolve("runs"));
        try {
            this.watcher = Watcher.open(watching, with, open::patientStorage, rules);
        } catch (RuntimeException e) {
            outbox.close();
            throw e;
        }
    }

    /** Watches and delivers until cancelled; tells where it answers. */
    public Mono<Void> watch(Consumer<String> told) {
        Mono<Void> watching = Mono.when(watcher.watch(), outbox.keepDelivering(BETWEEN_DELIVERIES));
        int port = Math.toIntExact(settings.get(Keys.WATCH_PORT));
        return port == 0
                ? watching
                : Mono.usingWhen(
                        HealthServer.start(port, this::health, counted())
                                .onErrorMap(ChannelBindException.class, taken -> portTaken(port, taken)),
                        server -> {
                            told.accept("Answers at http://127.0.0.1:" + server.port() + "/health and /metrics.");
                            return watching;
                        },
                        server -> Mono.fromRunnable(server::dispose));
    }

    /**
     * How it stands after one look.
     *
     * @param lost reports that were refused or given up meanwhile
     */
    public record Looked(HealthReport health, long lost) {}

    /** Does what there is to do, delivers what can be delivered, and gives how it stands then. */
    public Mono<Looked> once() {
        Mono<Long> delivered = outbox.deliver()
                .filter(delivery -> delivery.state() == State.REFUSED || delivery.state() == State.GIVEN_UP)
                .count();
        return watcher.once()
                .onErrorResume(failure -> delivered.then(Mono.error(failure)))
                .then(delivered)
                .flatMap(lost -> health().map(health -> new Looked(health, lost)));
    }

    private Mono<HealthReport> health() {
        return watcher.health().zipWith(outbox.undelivered(), HealthReport::with);
    }

    @Override
    public void close() {
        commands.close().block(PATIENCE);
        threads.disposeGracefully().block(PATIENCE);
        outbox.close();
        watcher.close();
    }

    private static TransferException portTaken(int port, ChannelBindException cause) {
        return new TransferException(
                Kind.INVALID,
                "127.0.0.1:" + port,
                "/health and /metrics cannot be answered here, most often because another 'watch' does; give this profile"
                        + " a port of its own as watch.port (0 for none)",
                cause);
    }

    /** What the transfers do, in Prometheus' form. */
    private static Supplier<String> counted() {
        var registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        RunMeters.showIn(registry);
        return registry::scrape;
    }

    private static Path made(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new TransferException(Kind.DENIED, folder.toString(), "cannot be made: " + e, e);
        }
    }
}
