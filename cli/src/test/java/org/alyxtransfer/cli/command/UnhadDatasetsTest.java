package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A session some of whose datasets cannot be had: one has no copy anywhere, one a name that no file may have. */
@Tag("samba")
class UnhadDatasetsTest extends SandboxDesk {
    @BeforeEach
    void uploadAndMakeTheOthers() throws Exception {
        generate();
        desk.run("upload", "rig", "--create-sessions", "--project", access.project());
        String session = sandbox.alyx().state().sessions().get(0).id();
        for (String name : List.of("copyless.table.npy", "my trials.table.npy")) {
            register("""
                    {"name": "%s", "dataset_type": "trials.table", "data_format": "npy", "collection": "alf",
                     "default_dataset": true, "session": "%s/sessions/%s"}
                    """.formatted(name, access.alyxUrl(), session));
        }
    }

    @Test
    void aRuleRunsOnThoseThatItsTrySaid() throws IOException {
        Path rule = Files.writeString(home.resolve("tables.yaml"), """
                rule: tables
                trigger: {alyx: {subject: COGP-003, since: 2020-01-01, settle-seconds: 0}}
                selection: {datasets: ["*table*"]}
                action: {command: [ls, -R, "{session_folder}"]}
                """);

        CommandRun tried = desk.run("rules", "test", rule.toString(), "--session", SESSION);
        CommandRun watched = desk.with("PATH", System.getenv("PATH")).run("watch", "--once", rule.toString());

        assertThat(tried.out()).contains("fetch 1 dataset").contains("trials.table.pqt");
        assertThat(watched.out()).contains("1 run. Waiting: 0");
        assertThat(watched.exit()).isZero();
    }

    @Test
    void aDownloadOfOthersIsWholeWithoutThem() {
        CommandRun others =
                desk.run("download", "--subject", "COGP-003", "--dataset", "*trials.table.pqt", "--into", "a");
        CommandRun all = desk.run("download", "--subject", "COGP-003", "--into", "b");

        assertThat(others.exit()).isZero();
        assertThat(all.exit()).isEqualTo(3);
        assertThat(all.said()).contains("copyless.table.npy", "my trials.table.npy");
    }

    private void register(String dataset) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(access.alyxUrl() + "/datasets"))
                .header("Content-Type", "application/json")
                .header("Authorization", "Token " + sandbox.alyx().token(access.alyxUser()))
                .POST(BodyPublishers.ofString(dataset))
                .build();
        HttpResponse<String> answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
    }
}
