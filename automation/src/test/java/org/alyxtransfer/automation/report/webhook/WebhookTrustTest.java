package org.alyxtransfer.automation.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.automation.report.Delivery;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.Reports;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.SecretSource;
import org.alyxtransfer.automation.report.WebhookForm;
import org.alyxtransfer.automation.report.WebhookRecipient;
import org.alyxtransfer.sandbox.tls.Authority;
import org.alyxtransfer.sandbox.tls.TlsFront;
import org.alyxtransfer.tls.Trust;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Webhooks of CI servers behind real TLS: the same certificates are accepted as of Alyx and of file servers. */
class WebhookTrustTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final String SECRET = "s3cr3t-token";

    @TempDir
    static Path keys;

    @TempDir
    Path folder;

    private static CiServer ci;
    private static Trust own;
    private static TlsFront right;
    private static TlsFront ofAnotherHost;

    @BeforeAll
    static void start() throws IOException {
        Authority authority = Authority.create(keys);
        own = Trust.alsoOf(authority.pem());
        ci = new CiServer();
        int port = ci.url("/").getPort();
        right = started(TlsFront.start(authority.server("ip:127.0.0.1"), port));
        ofAnotherHost = started(TlsFront.start(authority.server("dns:ci.example.org"), port));
    }

    @AfterAll
    static void stop() {
        right.stop().block(PATIENCE);
        ofAnotherHost.stop().block(PATIENCE);
        ci.close();
    }

    @Test
    void aCertificateOfTheLabsOwnAuthorityIsAcceptedWhenThatIsNamed() {
        Delivery delivery = deliver(https(right.port()), own);

        assertThat(delivery.state()).isEqualTo(State.SENT);
        assertThat(ci.received.remove().headers().get("Authorization")).isEqualTo("Bearer " + SECRET);
    }

    @Test
    void aCertificateOfNobodyKnownIsRefusedBeforeTheSecretIsSent() {
        Delivery delivery = deliver(https(right.port()), Trust.SYSTEM);

        assertThat(delivery.state()).isEqualTo(State.WAITING);
        assertThat(delivery.trouble()).contains("signed by nobody whom this computer knows", "nothing was sent");
        assertThat(ci.received).isEmpty();
    }

    @Test
    void anotherHostsCertificateIsAcceptedOnlyFromAnyone() {
        Delivery refused = deliver(https(ofAnotherHost.port()), own);
        int before = ci.received.size();
        Delivery insecure = deliver(https(ofAnotherHost.port()), Trust.anyone());

        assertThat(refused.trouble()).contains("belongs to another host");
        assertThat(before).isZero();
        assertThat(insecure.state()).isEqualTo(State.SENT);
        assertThat(ci.received.remove().address()).isEqualTo("/hook");
    }

    @Test
    void plainHttpNeedsNoCertificate() {
        Delivery delivery = deliver(ci.url("/hook"), own);

        assertThat(delivery.state()).isEqualTo(State.SENT);
        assertThat(ci.received.remove().address()).isEqualTo("/hook");
    }

    private Delivery deliver(URI url, Trust trust) {
        WebhookRecipient to = new WebhookRecipient(
                WebhookForm.GITHUB, url, new SecretSource(SecretSource.Kind.ENVIRONMENT, "CI_SECRET"), Map.of());
        WebhookCourier courier = new WebhookCourier(source -> Optional.of(SECRET), PATIENCE, Clock.systemUTC(), trust);
        RunReport report = new RunReport(
                "run-7",
                "trials",
                Reports.SESSION,
                Reports.SESSION_ID,
                Map.of(),
                Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), null));
        Path file = folder.resolve("outbox-" + System.identityHashCode(courier) + ".db");
        try (Outbox outbox = Outbox.open(file, List.of(courier), OutboxSettings.DEFAULT, Clock.systemUTC())) {
            outbox.enqueue(report, List.of(to)).block(PATIENCE);
            return Objects.requireNonNull(outbox.deliver().blockLast(Duration.ofSeconds(60)));
        }
    }

    private static URI https(int port) {
        return URI.create("https://127.0.0.1:" + port + "/hook");
    }

    private static <T> T started(Mono<T> starting) {
        return Objects.requireNonNull(starting.block(PATIENCE));
    }
}
