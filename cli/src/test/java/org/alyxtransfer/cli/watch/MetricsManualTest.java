package org.alyxtransfer.cli.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.alyxtransfer.automation.report.Undelivered;
import org.alyxtransfer.automation.watch.HealthReport;
import org.alyxtransfer.automation.watch.HealthServer;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.engine.TransferMeters;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.TransferEvent;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;

class MetricsManualTest {
    private static final Pattern METRIC = Pattern.compile("# TYPE (\\S+) ");
    private static final String OF_THE_WATCHER = "alyx_transfer_watch_";

    @Test
    void manualNamesEveryMetric() throws IOException {
        String manual = Files.readString(Path.of("..", "config", "README.md"));

        Set<String> names =
                METRIC.matcher(scrape()).results().map(found -> found.group(1)).collect(Collectors.toSet());

        assertThat(names).hasSizeGreaterThan(15).allSatisfy(name -> assertThat(manual)
                .contains("`" + name.replace(OF_THE_WATCHER, "").replaceFirst("_max$", "") + "`"));
    }

    private static String scrape() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        SessionPath session = SessionPath.parse("COGP-003/2022-01-11/001");
        PlannedFile file = new PlannedFile.Settled(session, FilePath.of("alf/a.b.npy"), 1, new Outcome.Done());
        new TransferMeters(registry, Direction.UPLOAD)
                .counting(Flux.just(new TransferEvent.Finished(file, new Outcome.Done())))
                .blockLast();
        HealthReport report = new HealthReport(true, List.of(), 0, 0, 0, 0, new Undelivered(0, 0, ""));
        DisposableServer server = Objects.requireNonNull(
                HealthServer.start(0, () -> Mono.just(report), registry::scrape).block(Duration.ofSeconds(10)));
        String metrics = HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + server.port() + "/metrics")
                .responseContent()
                .aggregate()
                .asString()
                .block(Duration.ofSeconds(10));
        server.disposeNow();
        return Objects.requireNonNull(metrics);
    }
}
