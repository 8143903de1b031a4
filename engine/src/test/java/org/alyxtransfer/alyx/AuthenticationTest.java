package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class AuthenticationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final ScriptedAlyx alyx = new ScriptedAlyx();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void theTokenGoesWithEveryRequestAndIsAskedForOnce() {
        alyx.answering(Reply.recorded("339-user-detail"));
        AlyxClient client = alyx.client();

        Flux.range(0, 10).flatMap(i -> client.whoAmI(), 10).blockLast(PATIENCE);

        assertThat(alyx.signIns()).isEqualTo(1);
        assertThat(alyx.asked()).hasSize(10).allSatisfy(asked -> {
            assertThat(asked.token()).isEqualTo("Token " + ScriptedAlyx.TOKEN);
            assertThat(asked.path()).isEqualTo("/users/alyx_user");
        });
    }

    @Test
    void aWrongPasswordIsSaidOnceAndNeverShown() {
        AlyxClient client =
                AlyxClient.connect(AlyxSettings.withPassword(alyx.address(), "alyx_user", () -> "wrong-secret-word"));

        TransferException failure = failure(client.authenticate());

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("password of alyx_user");
        assertThat(failure.toString()).doesNotContain("wrong-secret-word");
        assertThat(alyx.signIns()).isEqualTo(1);
    }

    @Test
    void secretsThatAServerRepeatsAreNotPassedOn() {
        alyx.answering(asked -> Reply.json(500, "{\"detail\": \"Authorization was '" + asked.token() + "'\"}"));
        TransferException ofToken = failure(alyx.client().whoAmI());
        TransferException ofPassword;
        try (ScriptedAlyx repeating = new ScriptedAlyx()) {
            URI nowhere = URI.create(repeating.address() + "/elsewhere");
            repeating.answering(asked -> Reply.json(500, "{\"detail\": \"body was " + password(asked) + "\"}"));
            ofPassword =
                    failure(AlyxClient.connect(AlyxSettings.withPassword(nowhere, "alyx_user", () -> "wrong-secret"))
                            .authenticate());
        }

        assertThat(ofToken).hasMessageContaining("Authorization was 'Token ***'");
        assertThat(ofPassword).hasMessageContaining("body was ***");
        assertThat(stackTrace(ofToken)).doesNotContain(ScriptedAlyx.TOKEN);
        assertThat(stackTrace(ofPassword)).doesNotContain("wrong-secret");
    }

    private static String password(ScriptedAlyx.Asked asked) {
        return asked.body().path("password").asText();
    }

    private static String stackTrace(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text));
        return text.toString();
    }

    @Test
    void aTokenThatAlyxForgotIsRenewedOnce() {
        AtomicInteger refused = new AtomicInteger();
        Reply invalid = Reply.recorded("09-sessions-invalid-token");
        Reply user = Reply.recorded("339-user-detail");
        alyx.answering(asked -> asked.token().contains("stale") && refused.incrementAndGet() > 0 ? invalid : user);
        AlyxClient client = AlyxClient.connect(alyx.settings().token(() -> "stale"));

        User first = client.whoAmI().block(PATIENCE);
        User again = client.whoAmI().block(PATIENCE);

        assertThat(first).isEqualTo(again);
        assertThat(refused).hasValue(1);
        assertThat(alyx.signIns()).isEqualTo(1);
    }

    @Test
    void aTokenThatStaysRefusedIsAnAuthenticationFailureWithoutALoop() {
        alyx.answering(Reply.recorded("09-sessions-invalid-token"));

        TransferException failure = failure(alyx.client().whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(alyx.asked()).hasSize(2);
        assertThat(alyx.signIns()).isEqualTo(2);
    }

    @Test
    void aRefusedTokenWithoutAPasswordSaysToGetANewOne() {
        alyx.answering(Reply.recorded("09-sessions-invalid-token"));
        AlyxClient client =
                AlyxClient.connect(AlyxSettings.withToken(alyx.address(), "alyx_user", () -> "expired-token"));

        TransferException failure = failure(client.whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure).hasMessageContaining("get a new one").hasMessageNotContaining("expired-token");
    }

    @Test
    void aTokenWithALineBreakIsRefusedBeforeSending() {
        AlyxClient client =
                AlyxClient.connect(AlyxSettings.withToken(alyx.address(), "alyx_user", () -> "abc\r\nX-Evil: 1"));

        TransferException failure = failure(client.whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.AUTHENTICATION);
        assertThat(failure).hasMessageNotContaining("Evil");
        assertThat(alyx.asked()).isEmpty();
    }

    @Test
    void lackOfPermissionIsNoReasonToSignInAgain() {
        alyx.answering(Reply.recorded("16-public-user-post"));

        TransferException failure = failure(alyx.client().whoAmI());

        assertThat(failure.kind()).isEqualTo(Kind.DENIED);
        assertThat(alyx.signIns()).isEqualTo(1);
    }

    @Test
    void aRedirectIsNotFollowedSoTheTokenStaysHere() {
        try (ScriptedAlyx other = new ScriptedAlyx()) {
            alyx.answering(Reply.json(302, "").header("Location: " + other.address() + "/users/alyx_user"));

            TransferException failure = failure(alyx.client().whoAmI());

            assertThat(failure.kind()).isEqualTo(Kind.INVALID);
            assertThat(failure).hasMessageContaining(other.address().toString());
            assertThat(other.asked()).isEmpty();
        }
    }

    @Test
    void noSecretIsInAnyText() {
        AlyxClient client = alyx.client();

        assertThat(client.toString()).doesNotContain(ScriptedAlyx.PASSWORD).contains("alyx_user");
        assertThat(alyx.settings().toString()).doesNotContain(ScriptedAlyx.PASSWORD);
        assertThat(new Secret(ScriptedAlyx.TOKEN, "here").toString()).doesNotContain(ScriptedAlyx.TOKEN);
        assertThat(Call.sending(
                                io.netty.handler.codec.http.HttpMethod.POST,
                                "/auth-token",
                                java.util.Map.of("password", "secret"),
                                PATIENCE)
                        .toString())
                .doesNotContain("secret");
    }

    private static TransferException failure(Mono<?> mono) {
        return catchThrowableOfType(TransferException.class, () -> mono.block(PATIENCE));
    }
}
