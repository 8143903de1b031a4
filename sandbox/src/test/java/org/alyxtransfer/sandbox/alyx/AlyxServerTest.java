package org.alyxtransfer.sandbox.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import reactor.netty.ChannelBindException;

/** What a caller may set, see and rely on beyond the recorded calls. */
class AlyxServerTest {
    private AlyxServer alyx;
    private Http http;

    @BeforeEach
    void start() {
        alyx = Http.now(AlyxServer.start(AlyxSettings.defaults()
                .withUser("ada", "secret")
                .withRepository(
                        RepositorySetting.served("local_smb", "127.0.0.1", "http://127.0.0.1:4711/demolab/Subjects/"))
                .withRepository(new RepositorySetting("tape", "tape-1", null, "/tape/", "demolab"))));
        http = new Http(alyx.baseUrl());
    }

    @AfterEach
    void stop() {
        alyx.stop().block(Duration.ofSeconds(10));
    }

    @Test
    void repositoriesAreWhereTheCallerPutThem() {
        String session = session();

        register("COGP-003/2022-01-11/001", List.of("alf/_ibl_trials.table.pqt"));

        JsonNode related =
                http.get("/sessions/" + session, alyx.token("ada")).json().path("data_dataset_session_related");
        String id = related.path(0).path("id").asText();
        assertThat(related.path(0).path("data_url").asText())
                .isEqualTo("http://127.0.0.1:4711/demolab/Subjects/COGP-003/2022-01-11/001/alf/_ibl_trials.table." + id
                        + ".pqt");
        assertThat(alyx.state().datasets(session).get(0).files())
                .extracting(AlyxState.FileRecord::repository)
                .containsExactlyInAnyOrder("local_http", "local_smb", "tape");
        assertThat(alyx.state().file("local_smb", "COGP-003/2022-01-11/001/alf/_ibl_trials.table.pqt"))
                .matches(AlyxState.FileRecord::exists);
    }

    @Test
    void aRepositoryWhoseAddressLacksItsSlashIsRefused() {
        assertThatThrownBy(() -> RepositorySetting.served("local_smb", "h", "http://127.0.0.1/Subjects"))
                .hasMessageContaining("must end with a slash");
    }

    @Test
    void anAddedUserLogsIn() {
        ObjectNode login = Json.object().put("username", "ada").put("password", "secret");

        JsonNode answer = Http.now(
                        http.send("POST", "/auth-token", Map.of("Content-Type", "application/json"), login.toString()))
                .json();

        assertThat(answer.path("token").asText()).isEqualTo(alyx.token("ada"));
    }

    @Test
    void theSchemaIsServedWithoutAToken() {
        Http.Reply schema =
                Http.now(http.send("GET", "/api/schema", Map.of("Accept", "application/vnd.oai.openapi+json"), null));

        assertThat(schema.headers().get("Content-Type")).isEqualTo("application/vnd.oai.openapi+json");
        assertThat(schema.json().path("paths").has("/register-file")).isTrue();
    }

    @Test
    void sessionsAreFoundByWhatTheirJsonHolds() {
        String session = session();
        ObjectNode change = Json.object();
        change.putObject("json").putObject("rig").put("volume", 3);
        Http.now(http.json("PATCH", "/sessions/" + session, alyx.token("ada"), change));

        JsonNode found =
                http.get("/sessions?json=rig__volume__gte,2", alyx.token("ada")).json();
        JsonNode others =
                http.get("/sessions?json=rig__colour,red", alyx.token("ada")).json();

        assertThat(found.path("count").asInt()).isEqualTo(1);
        assertThat(others.path("count").asInt()).isZero();
    }

    @Test
    void whatASetupNeedsCanBeMade() {
        String token = alyx.token("admin");
        ObjectNode lab = Json.object().put("name", "newlab");
        lab.putArray("repositories").add("local_smb");

        assertThat(Http.now(http.json("POST", "/labs", token, lab)).status()).isEqualTo(201);
        assertThat(Http.now(http.json("POST", "/projects", token, Json.object().put("name", "p")))
                        .status())
                .isEqualTo(201);
        ObjectNode subject = Json.object().put("nickname", "NEW-1").put("lab", "newlab");
        assertThat(Http.now(http.json("POST", "/subjects", token, subject)).status())
                .isEqualTo(201);
        assertThat(http.get("/labs/newlab", token)
                        .json()
                        .path("repositories")
                        .path(0)
                        .asText())
                .isEqualTo("local_smb");
    }

    @Test
    void aSessionOfManyDatasetsIsPagedCompletely() {
        String session = session();
        IntStream.range(0, 10)
                .forEach(batch -> register(
                        "COGP-003/2022-01-11/001",
                        IntStream.range(0, 250)
                                .mapToObj(i -> "batch%d/c%d/trials.table.pqt".formatted(batch, i))
                                .toList()));

        long found = 0;
        String next = "/datasets?session=" + session + "&limit=1000";
        while (!next.isEmpty()) {
            JsonNode page = http.get(next, alyx.token("ada")).json();
            found += page.path("results").size();
            next = page.path("next").asText("").replace("null", "").replace(alyx.baseUrl(), "");
        }

        assertThat(found).isEqualTo(2500);
        assertThat(alyx.state().mostRegistrationsAtOnce("COGP-003/2022-01-11/001"))
                .isEqualTo(1);
    }

    @Test
    void aTakenPortIsSaid() {
        assertThatThrownBy(() -> AlyxServer.start(AlyxSettings.defaults().onPort(alyx.port()))
                        .block(Duration.ofSeconds(10)))
                .isInstanceOf(ChannelBindException.class)
                .hasMessageContaining(String.valueOf(alyx.port()));
    }

    private String session() {
        ObjectNode body =
                Json.object().put("subject", "COGP-003").put("number", 1).put("start_time", "2022-01-11T10:00:00");
        return Http.now(http.json("POST", "/sessions", alyx.token("ada"), body))
                .json()
                .path("id")
                .asText();
    }

    private void register(String path, List<String> names) {
        ObjectNode body = Json.object().put("name", "local_smb").put("path", path);
        body.set("filenames", Json.texts(names));
        Http.Reply reply = Http.now(http.json("POST", "/register-file", alyx.token("ada"), body));
        assertThat(reply.status()).isEqualTo(201);
    }
}
