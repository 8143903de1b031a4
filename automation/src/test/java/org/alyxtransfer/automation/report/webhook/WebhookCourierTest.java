package org.alyxtransfer.automation.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
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
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.tls.Trust;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The requests as each server's documentation has them (docs/webhooks.md names the pages), and what answers mean. */
class WebhookCourierTest {
    private static final Instant NOW = Instant.parse("2022-01-11T12:00:00Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String SECRET = "s3cr3t-token";

    private final CiServer ci = new CiServer();

    @TempDir
    Path folder;

    @AfterEach
    void stop() {
        ci.close();
    }

    @Test
    void gitlabGetsTokenRefAndVariablesAsAForm() {
        Delivery delivery = deliver(
                recipient(
                        WebhookForm.GITLAB, "/api/v4/projects/lab%2Fanalysis/trigger/pipeline", Map.of("ref", "main")),
                SECRET);

        assertThat(delivery.state()).isEqualTo(State.SENT);
        CiServer.Received request = ci.received.remove();
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.address()).isEqualTo("/api/v4/projects/lab%2Fanalysis/trigger/pipeline");
        assertThat(request.headers().get("Content-Type")).isEqualTo("application/x-www-form-urlencoded");
        assertThat(request.form())
                .containsEntry("token", SECRET)
                .containsEntry("ref", "main")
                .containsEntry("variables[ALYX_SESSION]", Reports.SESSION)
                .containsEntry("variables[ALYX_SESSION_ID]", Reports.SESSION_ID.toString())
                .containsEntry("variables[ALYX_OUTCOME]", "SUCCEEDED")
                .containsEntry("variables[ALYX_RULE]", "trials & more=\"ü\"")
                .containsEntry("variables[ALYX_DELIVERY]", delivery.id());
    }

    @Test
    void jenkinsGetsParametersAndTheUsersApiToken() {
        deliver(recipient(WebhookForm.JENKINS, "/job/analysis/buildWithParameters", Map.of()), "ci-user:" + SECRET);

        CiServer.Received request = ci.received.remove();
        assertThat(request.address()).isEqualTo("/job/analysis/buildWithParameters");
        String basic = Base64.getEncoder().encodeToString(("ci-user:" + SECRET).getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers().get("Authorization")).isEqualTo("Basic " + basic);
        assertThat(request.form())
                .containsEntry("ALYX_SESSION", Reports.SESSION)
                .containsEntry("ALYX_OUTCOME", "SUCCEEDED")
                .doesNotContainValue(SECRET);
    }

    @Test
    void githubGetsADispatchEvent() throws Exception {
        ci.answers.add(new CiServer.Answer(204, Map.of(), ""));

        Delivery delivery = deliver(recipient(WebhookForm.GITHUB, "/repos/lab/analysis/dispatches", Map.of()), SECRET);

        assertThat(delivery.state()).isEqualTo(State.SENT);
        CiServer.Received request = ci.received.remove();
        assertThat(request.headers().get("Accept")).isEqualTo("application/vnd.github+json");
        assertThat(request.headers().get("X-GitHub-Api-Version")).isEqualTo("2022-11-28");
        assertThat(request.headers().get("Authorization")).isEqualTo("Bearer " + SECRET);
        JsonNode json = request.json();
        assertThat(json.path("event_type").asText()).isEqualTo("alyx-transfer");
        assertThat(json.path("client_payload").size()).isBetween(1, 10);
        assertThat(json.path("client_payload").path("alyx_session").asText()).isEqualTo(Reports.SESSION);
    }

    @Test
    void giteaGetsAWorkflowDispatch() throws Exception {
        String path = "/api/v1/repos/lab/analysis/actions/workflows/analyse.yml/dispatches";

        deliver(recipient(WebhookForm.GITEA, path, Map.of("ref", "trunk")), SECRET);

        CiServer.Received request = ci.received.remove();
        assertThat(request.address()).isEqualTo(path);
        assertThat(request.headers().get("Authorization")).isEqualTo("token " + SECRET);
        assertThat(request.json().path("ref").asText()).isEqualTo("trunk");
        assertThat(request.json().path("inputs").path("alyx_outcome").asText()).isEqualTo("SUCCEEDED");
    }

    @Test
    void signedJsonIsCheckedAsTheStandardSays() throws Exception {
        Delivery delivery = deliver(recipient(WebhookForm.JSON, "/hook", Map.of()), SECRET);

        CiServer.Received request = ci.received.remove();
        String id = request.headers().get("webhook-id");
        String time = request.headers().get("webhook-timestamp");
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(SECRET.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
        byte[] expected = mac.doFinal((id + "." + time + "." + request.body()).getBytes(StandardCharsets.UTF_8));
        assertThat(request.headers().get("webhook-signature"))
                .isEqualTo("v1," + Base64.getEncoder().encodeToString(expected));
        assertThat(time).isEqualTo(Long.toString(NOW.getEpochSecond()));
        assertThat(id).isEqualTo(delivery.id()).isEqualTo(request.headers().get("Idempotency-Key"));
        assertThat(request.json().path("schema").asInt()).isEqualTo(1);
        assertThat(request.json().path("delivery").asText()).isEqualTo(id);
        assertThat(request.json().path("outcome").asText()).isEqualTo("SUCCEEDED");
        assertThat(request.body()).doesNotContain(SECRET);
    }

    /** The example of the specification of Standard Webhooks. */
    @Test
    void aPublishedSignatureComesOutAlike() {
        Map<String, String> headers = Signature.headers(
                "msg_p5jXN8AQM9LWM0D4loKWxJek",
                Instant.ofEpochSecond(1614265330),
                "{\"test\": 2432232314}",
                "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw");

        assertThat(headers.get("webhook-signature")).isEqualTo("v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    @Test
    void jsonMayGoUnsigned() {
        WebhookRecipient open = new WebhookRecipient(WebhookForm.JSON, ci.url("/hook"), null, Map.of());

        assertThat(deliver(open, SECRET).state()).isEqualTo(State.SENT);
        assertThat(ci.received.remove().headers().contains("webhook-signature")).isFalse();
    }

    @Test
    void aBusyServerIsLeftAloneForAsLongAsItAsks() {
        for (String asked : List.of("1200", "Tue, 11 Jan 2022 12:20:00 GMT")) {
            ci.answers.add(new CiServer.Answer(asked.length() > 4 ? 503 : 429, Map.of("Retry-After", asked), ""));

            Delivery delivery = deliver(recipient(WebhookForm.JSON, "/" + asked.length(), Map.of()), SECRET);

            assertThat(delivery.state()).isEqualTo(State.WAITING);
            assertThat(delivery.due()).isEqualTo(NOW.plus(Duration.ofMinutes(20)));
        }
    }

    @Test
    void aRedirectIsNotFollowed() {
        ci.answers.add(
                new CiServer.Answer(307, Map.of("Location", ci.url("/elsewhere").toString()), ""));

        Delivery delivery = deliver(recipient(WebhookForm.GITHUB, "/here", Map.of()), SECRET);

        assertThat(delivery.trouble()).contains("redirect");
        assertThat(ci.received).hasSize(1);
    }

    @Test
    void whatTheServerNeverTakesIsNotRepeatedAndNoSecretIsShown() {
        ci.answers.add(new CiServer.Answer(400, Map.of(), "{\"message\":\"no ref\u001B for " + SECRET + "\"}"));

        Delivery delivery = deliver(recipient(WebhookForm.GITLAB, "/x?hidden=1", Map.of()), SECRET);

        assertThat(delivery.state()).isEqualTo(State.REFUSED);
        assertThat(delivery.trouble()).contains("400", "no ref", "***").doesNotContain(SECRET, "hidden", "\u001B");
    }

    @Test
    void aWrongSecretIsTriedAgainLater() {
        ci.answers.add(new CiServer.Answer(401, Map.of(), "no"));

        assertThat(deliver(recipient(WebhookForm.GITHUB, "/x", Map.of()), SECRET)
                        .state())
                .isEqualTo(State.WAITING);
    }

    @Test
    void aServerThatIsSilentOrAwayIsTriedAgainLater() {
        ci.answers.add(new CiServer.Answer(0, Map.of(), ""));
        Delivery silent = deliver(recipient(WebhookForm.JSON, "/x", Map.of()), SECRET, Duration.ofMillis(200));
        URI gone = ci.url("/y");
        ci.close();

        Delivery away = deliver(new WebhookRecipient(WebhookForm.JSON, gone, secretSource(), Map.of()), SECRET);

        assertThat(silent.trouble()).contains("did not answer in time");
        assertThat(away.trouble()).contains("cannot be reached");
        assertThat(List.of(silent.state(), away.state())).containsOnly(State.WAITING);
    }

    @Test
    void aMissingSecretSendsNothing() {
        Delivery delivery = deliver(recipient(WebhookForm.GITLAB, "/x", Map.of()), "");

        assertThat(delivery.trouble()).contains("CI_SECRET");
        assertThat(ci.received).isEmpty();
    }

    @Test
    void addressesWithPasswordsAndFormsWithoutSecretsAreRefused() {
        assertThatThrownBy(() -> new WebhookRecipient(
                        WebhookForm.JSON, URI.create("https://user:pw@ci.lab.org/"), secretSource(), Map.of()))
                .isInstanceOf(TransferException.class)
                .hasMessageNotContaining("pw@");
        assertThatThrownBy(() -> new WebhookRecipient(WebhookForm.GITLAB, ci.url("/"), null, Map.of()))
                .isInstanceOf(TransferException.class);
    }

    @Test
    void anAddressWithoutAProtocolIsRefused() {
        URI hook = URI.create("//ci.lab.org/hook");

        assertThatThrownBy(() -> new WebhookRecipient(WebhookForm.JSON, hook, null, Map.of()))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("https://ci.lab.org/");
    }

    private Delivery deliver(WebhookRecipient to, String secret) {
        return deliver(to, secret, Duration.ofSeconds(30));
    }

    private Delivery deliver(WebhookRecipient to, String secret, Duration patience) {
        WebhookCourier courier = new WebhookCourier(source -> Optional.of(secret), patience, CLOCK, Trust.SYSTEM);
        Path file = folder.resolve("outbox-" + Integer.toHexString(to.key().hashCode()) + ".db");
        RunReport report = new RunReport(
                "run-7",
                "trials & more=\"ü\"",
                Reports.SESSION,
                Reports.SESSION_ID,
                Map.of(),
                Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), null));
        try (Outbox outbox = Outbox.open(file, List.of(courier), OutboxSettings.DEFAULT, CLOCK)) {
            outbox.enqueue(report, List.of(to)).block();
            return Objects.requireNonNull(outbox.deliver().blockLast(Duration.ofSeconds(60)));
        }
    }

    private WebhookRecipient recipient(WebhookForm form, String path, Map<String, String> parameters) {
        return new WebhookRecipient(form, ci.url(path), secretSource(), parameters);
    }

    private static SecretSource secretSource() {
        return new SecretSource(SecretSource.Kind.ENVIRONMENT, "CI_SECRET");
    }
}
