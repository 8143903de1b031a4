package org.alyxtransfer.automation.watch;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Supplier;
import org.alyxtransfer.automation.watch.HealthReport.SourceHealth;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import reactor.netty.http.server.HttpServerRequest;
import reactor.netty.http.server.HttpServerResponse;

/**
 * Answers on this computer only: {@code /health} (JSON; 503 when a source could not be looked at for long) and {@code
 * /metrics} (Prometheus' text form).
 */
public final class HealthServer {
    private static final ObjectMapper JSON = new ObjectMapper();

    private HealthServer() {}

    /**
     * Starts; the caller disposes of it.
     *
     * @param port 0 takes a free one
     * @param more metrics of others, in the same form
     */
    public static Mono<? extends DisposableServer> start(
            int port, Supplier<Mono<HealthReport>> health, Supplier<String> more) {
        return HttpServer.create()
                .host("127.0.0.1")
                .port(port)
                .route(routes -> routes.get("/health", answering(health, HealthServer::json, "application/json", true))
                        .get(
                                "/metrics",
                                answering(
                                        health,
                                        report -> metrics(report) + more.get(),
                                        "text/plain; version=0.0.4",
                                        false)))
                .bind();
    }

    private static java.util.function.BiFunction<HttpServerRequest, HttpServerResponse, Mono<Void>> answering(
            Supplier<Mono<HealthReport>> health, Function<HealthReport, String> text, String type, boolean tells) {
        return (request, response) -> health.get()
                .flatMap(report -> response.status(tells && !report.isWell() ? 503 : 200)
                        .header("Content-Type", type)
                        .sendString(Mono.just(text.apply(report)))
                        .then());
    }

    private static String json(HealthReport report) {
        try {
            return JSON.writeValueAsString(report);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a record is always writable", e);
        }
    }

    private static String metrics(HealthReport report) {
        StringBuilder text = new StringBuilder();
        gauge(text, "up", "1 when every source was looked at lately", report.isWell() ? 1 : 0);
        gauge(text, "work_running", "Sessions being looked at, fetched, run or uploaded", report.running());
        gauge(text, "work_waiting", "Sessions that are not done yet", report.waiting());
        gauge(text, "work_failing", "Sessions that failed and are tried again", report.failing());
        gauge(text, "runs_done", "Runs that ended and were reported", report.done());
        gauge(
                text,
                "reports_waiting",
                "Reports that are still to be delivered",
                report.reports().waiting());
        gauge(
                text,
                "reports_lost",
                "Reports that were refused or given up",
                report.reports().lost());
        head(text, "last_look_timestamp_seconds", "When a source was last looked at", "gauge");
        report.sources().forEach(source -> line(text, "last_look_timestamp_seconds", source, source.lastLook()));
        head(text, "look_failures_total", "Looks at a source that failed since the start", "counter");
        report.sources().forEach(source -> line(text, "look_failures_total", source, source.failures()));
        return text.toString();
    }

    private static void gauge(StringBuilder text, String name, String help, long value) {
        head(text, name, help, "gauge");
        text.append("alyx_transfer_watch_")
                .append(name)
                .append(' ')
                .append(value)
                .append('\n');
    }

    private static void head(StringBuilder text, String name, String help, String type) {
        text.append(String.format(
                Locale.ROOT,
                "# HELP alyx_transfer_watch_%s %s\n# TYPE alyx_transfer_watch_%s %s\n",
                name,
                help,
                name,
                type));
    }

    private static void line(StringBuilder text, String name, SourceHealth source, long value) {
        String label = source.name().replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", " ");
        text.append("alyx_transfer_watch_").append(name);
        text.append("{source=\"").append(label).append("\"} ").append(value).append('\n');
    }
}
