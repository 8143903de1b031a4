package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.sandbox.RunningSandbox;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RulesTest {
    private static final String RULE = """
            rule: trials
            trigger:
              alyx:
                subject: %s
            selection:
              datasets: ["*trials*"]
            action:
              command: [python3, script.py, "{session_folder}", "{subject}", "; rm -rf /"]
            reports:
              mail: [lab@example.org, session-users]
              webhooks: [{url: "https://ci.lab.org/hook?token=tok3n", secret: env:HOOK}]
            """;

    @TempDir
    Path home;

    @Test
    void aBrokenRuleEndsWithTwoAndItsLine() throws IOException {
        Files.writeString(home.resolve("rule.yaml"), RULE.formatted("COGP-003").replace("subject:", "subjct:"));

        CommandRun check = Desk.at(home).run("rules", "check", "rule.yaml");

        assertThat(check.exit()).isEqualTo(2);
        assertThat(check.err()).contains("rule.yaml:4:5: error: unknown key 'subjct'; did you mean 'subject'?");
    }

    @Test
    void aRuleThatMatchesEverythingIsWarnedOf() throws IOException {
        Files.writeString(home.resolve("rule.yaml"), RULE.replace("subject: %s", "settle-seconds: 1"));

        CommandRun check = Desk.at(home).run("--json", "rules", "check", ".");

        assertThat(check.exit()).isZero();
        assertThat(check.objects("problem")).singleElement().satisfies(problem -> {
            assertThat(problem.path("weight").asText()).isEqualTo("warning");
            assertThat(problem.path("message").asText()).contains("matches every session");
        });
    }

    @Test
    @Tag("samba")
    void aTrySaysWhatWouldBeFetchedRunAndSent() throws IOException {
        try (RunningSandbox sandbox = RunningSandbox.start(null, home.resolve("mails"))) {
            Path profile = Files.createDirectories(home.resolve(".config/alyx-transfer"))
                    .resolve("default.yaml");
            Files.writeString(profile, sandbox.access().profile());
            Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
            SessionGenerator.generate(GenerateSettings.small(
                    home.resolve("rig"), sandbox.access().lab(), List.of("COGP-003"), LocalDate.of(2022, 1, 11), 7));
            Desk desk = Desk.at(home);
            desk.run(
                    "upload",
                    "rig",
                    "--create-sessions",
                    "--project",
                    sandbox.access().project());
            Files.writeString(home.resolve("fits.yaml"), RULE.formatted("cogp-003"));
            Files.writeString(home.resolve("other.yaml"), RULE.formatted("COGP-004"));

            CommandRun fits = desk.run("rules", "test", "fits.yaml", "--session", "COGP-003/2022-01-11/001");
            CommandRun other = desk.run("rules", "test", "other.yaml", "--session", "COGP-003/2022-01-11/001");

            assertThat(fits.exit()).isZero();
            assertThat(fits.out()).contains("trials.table", "{session_folder}", "; rm -rf /", "lab@example.org");
            assertThat(fits.out()).contains("Nothing was moved", "json webhook https://ci.lab.org/hook\n");
            assertThat(fits.said()).doesNotContain("tok3n");
            assertThat(other.exit()).isEqualTo(9);
            assertThat(other.out()).contains("would do nothing", "its subject is COGP-003");
            assertThat(home.resolve("fits")).doesNotExist();
        }
    }
}
