package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import org.alyxtransfer.cli.CommandRun;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;

/** What {@code watch} says, and ends with, when reports do not arrive, or it cannot answer. */
@Tag("samba")
class WatchReportsTest extends SandboxDesk {
    @BeforeEach
    void upload() throws IOException {
        generate();
        desk.run("upload", "rig", "--create-sessions", "--project", access.project());
        desk = desk.with("PATH", System.getenv("PATH")).with("HOOK_KEY", "a key");
    }

    @Test
    void aMailThatCannotBeDeliveredIsToldAndTheRunIsNotDone() throws IOException {
        rule("{mail: [lab@example.org]}");

        CommandRun away = desk.run("watch", "--once", "rule.yaml", "--set", "mail.port=1");
        CommandRun soonAfter = desk.run("--json", "watch", "--once", "rule.yaml");

        assertThat(away.exit()).isEqualTo(6);
        assertThat(away.out()).contains("1 run. Waiting: 0", "Still to be delivered, and tried again: 1 report (");
        assertThat(soonAfter.exit()).as("it is not due yet").isEqualTo(6);
        assertThat(soonAfter.objects("watch")).singleElement().satisfies(told -> assertThat(
                        told.path("reports_waiting").asInt())
                .isEqualTo(1));
    }

    @Test
    void aReportThatIsRefusedIsToldOnce() throws IOException {
        DisposableServer refusing = HttpServer.create()
                .port(0)
                .handle((request, response) -> response.status(400).send())
                .bindNow();
        rule("{webhooks: [{kind: json, url: 'http://127.0.0.1:" + refusing.port() + "/hook', secret: env:HOOK_KEY}]}");

        CommandRun first = desk.run("watch", "--once", "rule.yaml");
        CommandRun second = desk.run("watch", "--once", "rule.yaml");
        refusing.disposeNow();

        assertThat(first.exit()).isEqualTo(3);
        assertThat(first.out()).contains("Refused or given up (reasons above): 1 report");
        assertThat(second.exit()).isZero();
    }

    @Test
    void aHealthPortThatIsTakenIsAMistakeOfTheSettings() throws IOException {
        rule("{mail: [lab@example.org]}");
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            CommandRun run = desk.run("watch", "rule.yaml", "--set", "watch.port=" + other.getLocalPort());

            assertThat(run.exit()).isEqualTo(2);
            assertThat(run.err())
                    .contains("127.0.0.1:" + other.getLocalPort(), "watch.port")
                    .doesNotContain("\tat ");
        }
    }

    private void rule(String reports) throws IOException {
        Files.writeString(home.resolve("rule.yaml"), """
                rule: trials
                trigger: {alyx: {subject: COGP-003, since: 2020-01-01, settle-seconds: 0}}
                action: {command: ["true"]}
                reports: %s
                """.formatted(reports));
    }
}
