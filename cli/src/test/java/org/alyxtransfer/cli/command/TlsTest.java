package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.tls.Authority;
import org.alyxtransfer.sandbox.tls.TlsFront;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** Commands against an Alyx with a certificate of the lab's own authority. */
class TlsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    static Path folder;

    @TempDir
    Path home;

    private static AlyxServer alyx;
    private static TlsFront front;
    private static Path authority;

    private Path profile;
    private Desk desk;

    @BeforeAll
    static void start() throws IOException {
        Authority made = Authority.create(folder);
        authority = made.pem();
        alyx = started(AlyxServer.start(AlyxSettings.defaults()));
        front = started(TlsFront.start(made.server("ip:127.0.0.1"), alyx.port()));
    }

    @AfterAll
    static void stop() {
        front.stop().block(PATIENCE);
        alyx.stop().block(PATIENCE);
    }

    @BeforeEach
    void connect() throws IOException {
        profile = Files.createDirectories(home.resolve(".config/alyx-transfer")).resolve("default.yaml");
        Files.writeString(profile, profile(""));
        desk = Desk.at(home).with("ALYX_PASSWORD", "alyx-user-pass-1");
    }

    @Test
    void anUnknownAuthorityEndsWith5AndSaysWhatToDo() {
        var before = alyx.state().requests();

        CommandRun run = desk.run("session", "list");

        assertThat(run.exit()).isEqualTo(5);
        assertThat(run.err()).contains("certificate is not accepted", "--ca-file FILE", "No password was sent");
        assertThat(alyx.state().requests()).isEqualTo(before);
    }

    @Test
    void theOwnAuthorityIsNamedByOptionVariableOrProfile() throws IOException {
        CommandRun option = desk.run("session", "list", "--ca-file", authority.toString());
        CommandRun variable =
                desk.with("ALYX_TRANSFER_TLS_CA_FILE", authority.toString()).run("session", "list");
        Files.writeString(profile, profile("tls:\n  ca-file: " + authority + "\n"));
        CommandRun stored = desk.run("session", "list");
        CommandRun doctor = desk.run("doctor");

        assertThat(option.exit()).isEqualTo(9);
        assertThat(variable.exit()).isEqualTo(9);
        assertThat(stored.exit()).isEqualTo(9);
        assertThat(stored.err()).isEmpty();
        assertThat(doctor.out()).contains("lets alyx_user in");
    }

    @Test
    void aFileWithoutCertificatesEndsWith2() throws IOException {
        CommandRun missing = desk.run("session", "list", "--ca-file", "none.pem");
        CommandRun wrong = desk.run("session", "list", "--ca-file", profile.toString());

        assertThat(missing.exit()).isEqualTo(2);
        assertThat(missing.err()).contains("none.pem", "no such file");
        assertThat(wrong.exit()).isEqualTo(2);
        assertThat(wrong.err()).contains("no file of certificates");
    }

    @Test
    void insecureWorksLoudlyEachTime() {
        CommandRun first = desk.run("session", "list", "--insecure");
        CommandRun second = desk.run("session", "list", "--insecure", "--json");
        CommandRun without = desk.run("session", "list");

        assertThat(first.exit()).isEqualTo(9);
        assertThat(first.err()).contains("WARNING: --insecure");
        assertThat(second.exit()).isEqualTo(9);
        assertThat(second.err()).contains("WARNING: --insecure");
        assertThat(without.exit()).isEqualTo(5);
    }

    @Test
    void insecureIsNeverStored() throws IOException {
        CommandRun setup = desk.run("setup", "--insecure", "--no-check", "--alyx-user", "anna");
        assertThat(setup.exit()).isZero();
        assertThat(profile).content().contains("anna").doesNotContain("insecure");

        Files.writeString(profile, profile("tls:\n  insecure: true\n"));
        CommandRun fromProfile = desk.run("session", "list");
        Files.writeString(profile, profile(""));
        CommandRun asSetting = desk.run("session", "list", "--set", "tls.insecure=true");
        CommandRun asVariable = desk.with("ALYX_TRANSFER_TLS_INSECURE", "true").run("session", "list");

        assertThat(fromProfile.exit()).isEqualTo(2);
        assertThat(fromProfile.err()).contains(profile + ":6", "tls.insecure", "each time", "tls.ca-file");
        assertThat(asSetting.exit()).isEqualTo(2);
        assertThat(asSetting.err()).contains("is no setting");
        assertThat(asVariable.exit()).isEqualTo(5);
    }

    @Test
    void aJobRemembersItsCommandWithoutInsecure() throws IOException {
        Files.createDirectories(home.resolve("rig/COGP-003/2022-01-11/001/alf"));
        Files.writeString(home.resolve("rig/COGP-003/2022-01-11/001/alf/_ibl_trials.table.pqt"), "table");

        CommandRun upload = desk.run("upload", "--insecure", "rig");
        CommandRun jobs = desk.run("jobs", "list", "--json");
        String job = jobs.objects("job").get(0).path("job").asText();
        CommandRun resume = desk.run("jobs", "resume", job);
        CommandRun insecurely = desk.run("jobs", "resume", job, "--insecure");

        assertThat(upload.exit()).isEqualTo(3); // Alyx has no such session
        assertThat(jobs.out()).contains("upload").doesNotContain("insecure");
        assertThat(resume.exit()).isEqualTo(5);
        assertThat(insecurely.exit()).isEqualTo(3);
        assertThat(insecurely.err()).contains("WARNING: --insecure");
    }

    private String profile(String more) throws IOException {
        return "alyx:\n  url: https://127.0.0.1:" + front.port() + "\n  user: alyx_user\n  repository: local_smb\n"
                + more
                + "storage:\n  url: "
                + Files.createDirectories(home.resolve("store")).toUri()
                + "\n";
    }

    private static <T> T started(Mono<T> starting) {
        return Objects.requireNonNull(starting.block(PATIENCE));
    }
}
