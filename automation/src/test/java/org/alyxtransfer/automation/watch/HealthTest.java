package org.alyxtransfer.automation.watch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.automation.report.Undelivered;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;
import reactor.netty.DisposableServer;
import reactor.netty.http.client.HttpClient;

class HealthTest {
    private final TransferException leftOut =
            new TransferException(Kind.DENIED, "somewhere", "cannot be read and is left out");
    private final TransferException away = new TransferException(Kind.UNREACHABLE, "share", "is away");
    private final Source share = new Share();
    private final Health health = new Health(List.of(share), Duration.ofSeconds(60), Schedulers.parallel());

    @Test
    void thatASourceIsAwayIsWorthTellingOnceAlsoAfterALookThatLeftSomethingOut() {
        health.looked(share, Optional.of(leftOut));

        assertThat(health.failed(share, away)).isTrue();
        assertThat(health.failed(share, away)).isFalse();
        health.looked(share, Optional.empty());
        assertThat(health.failed(share, away)).isTrue();
    }

    @Test
    void reportsThatDidNotArriveAreTold() {
        HealthReport report =
                health.report(new WatchState.Counts(0, 0, 2), 0).with(new Undelivered(3, 1, "smtp: wrong password"));
        DisposableServer server = Objects.requireNonNull(
                HealthServer.start(0, () -> Mono.just(report), () -> "").block(Duration.ofSeconds(10)));

        String metrics = get(server, "/metrics");
        String told = get(server, "/health");
        server.disposeNow();

        assertThat(metrics).contains("alyx_transfer_watch_reports_waiting 3\n", "alyx_transfer_watch_reports_lost 1\n");
        assertThat(told).contains("\"reports\":{\"waiting\":3,\"lost\":1,\"trouble\":\"smtp: wrong password\"}");
    }

    private static String get(DisposableServer server, String path) {
        return Objects.requireNonNull(HttpClient.create()
                .get()
                .uri("http://127.0.0.1:" + server.port() + path)
                .responseContent()
                .aggregate()
                .asString()
                .block(Duration.ofSeconds(10)));
    }

    private static final class Share implements Source {
        @Override
        public String name() {
            return "share";
        }

        @Override
        public Mono<Look> look() {
            return Mono.empty();
        }
    }
}
