package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What a client can find out of a server's release and of its own permission, without changing anything. */
class SelfDescriptionTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @Test
    void alyx361OffersAllThatIsUsedAndTellsNoVersion() throws IOException {
        assertThat(SelfDescription.of(recorded())).isEqualTo(new SelfDescription("", List.of()));
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        ObjectNode schema = recorded();
        ((ObjectNode) schema.path("paths")).remove("/register-file");
        schema.withObject("/paths/~1sessions/get")
                .putArray("parameters")
                .addObject()
                .put("name", "subject");
        schema.withObject("/components/schemas/Dataset/properties").remove("protected");
        schema.withObject("/info").put("version", "9.9");

        SelfDescription found = SelfDescription.of(schema);

        assertThat(found.version()).isEqualTo("9.9");
        assertThat(found.missing())
                .contains(
                        "the request post /register-file",
                        "the filter date_range of /sessions",
                        "the field protected of Dataset")
                .doesNotContain("the filter subject of /sessions");
    }

    @Test
    void readersAndWritersAreToldApartAndNothingIsMade() {
        AlyxServer server =
                Objects.requireNonNull(AlyxServer.start(org.alyxtransfer.sandbox.alyx.AlyxSettings.defaults())
                        .block(PATIENCE));
        try {
            assertThat(mayWrite(server, "alyx_user")).isTrue();
            assertThat(mayWrite(server, "public_user")).isFalse();
            assertThat(server.state().sessions()).isEmpty();
        } finally {
            server.stop().block(PATIENCE);
        }
    }

    @Test
    void theRecordedAnswersOfARealAlyxTellTheSame() {
        assertThat(answered(Reply.recorded("19-malformed-json"))).isTrue();
        assertThat(answered(Reply.recorded("16-public-user-post"))).isFalse();
    }

    @Test
    void anotherRefusalIsNoVerdict() {
        TransferException failure = catchThrowableOfType(
                TransferException.class, () -> answered(Reply.json(400, "{\"detail\": \"closed for today\"}")));
        TransferException taken =
                catchThrowableOfType(TransferException.class, () -> answered(Reply.json(201, "{\"id\": 1}")));

        assertThat(failure).hasMessageContaining("closed for today");
        assertThat(taken.kind()).isEqualTo(Kind.GARBLED);
    }

    private static boolean answered(Reply reply) {
        try (ScriptedAlyx alyx = new ScriptedAlyx()) {
            alyx.answering(reply);
            AlyxClient client = alyx.client();
            return Objects.requireNonNull(client.mayWrite().block(PATIENCE));
        }
    }

    private static boolean mayWrite(AlyxServer server, String user) {
        AlyxClient client = AlyxClient.connect(
                AlyxSettings.withToken(URI.create(server.baseUrl()), user, () -> server.token(user)));
        Mono<Boolean> answer = client.mayWrite();
        try {
            return Objects.requireNonNull(answer.block(PATIENCE));
        } finally {
            client.close().block(PATIENCE);
        }
    }

    private static ObjectNode recorded() throws IOException {
        try (InputStream schema = Objects.requireNonNull(AlyxServer.class.getResourceAsStream("/alyx/openapi.json"))) {
            JsonNode tree = new ObjectMapper().readTree(schema);
            return (ObjectNode) tree;
        }
    }
}
