package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.sandbox.alyx.AlyxServer;
import org.alyxtransfer.sandbox.alyx.AlyxSettings;
import org.alyxtransfer.sandbox.alyx.RepositorySetting;
import org.alyxtransfer.sandbox.mail.MailSink;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What doctor says of an Alyx's release and of the user's permission. */
class DoctorTest {
    @TempDir
    Path home;

    private final AlyxServer alyx =
            Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults()).block());

    @BeforeEach
    void connect() throws IOException {
        profile("alyx_user");
    }

    @AfterEach
    void stop() {
        alyx.stop().block();
    }

    @Test
    void theReleaseIsToldByWhatItOffersAndWritingByAskingForNothing() {
        CommandRun doctor =
                Desk.at(home).with("ALYX_PASSWORD", "alyx-user-pass-1").run("doctor");

        assertThat(doctor.out())
                .contains("as Alyx 3.6.1 does (it tells no version)", "alyx_user may write (nothing was written");
        assertThat(alyx.state().sessions()).isEmpty();
    }

    @Test
    void aUserWhoMayOnlyReadIsToldBeforeAnUpload() throws IOException {
        profile("public_user");

        CommandRun doctor =
                Desk.at(home).with("ALYX_PASSWORD", "public-user-pass-1").run("doctor", "--json");

        assertThat(doctor.exit()).isEqualTo(5);
        assertThat(doctor.objects("finding"))
                .anyMatch(finding -> finding.path("what").asText().contains("public_user may only read")
                        && finding.path("advice").asText().contains("account"));
    }

    @Test
    void theMailServerIsTriedWhereOneIsSet() throws IOException {
        Desk desk = Desk.at(home)
                .with("ALYX_PASSWORD", "alyx-user-pass-1")
                .with("ALYX_TRANSFER_MAIL_HOST", "127.0.0.1")
                .with("ALYX_TRANSFER_MAIL_FROM", "alyx@lab.org");
        try (MailSink mails = MailSink.start(home.resolve("mails"))) {
            desk = desk.with("ALYX_TRANSFER_MAIL_PORT", Integer.toString(mails.port()));

            CommandRun open = desk.with("ALYX_TRANSFER_MAIL_SECURITY", "none").run("doctor");
            CommandRun protectedOnly =
                    desk.with("ALYX_TRANSFER_MAIL_SECURITY", "starttls").run("doctor");

            assertThat(open.out()).contains("127.0.0.1 answers, unprotected, without signing in");
            assertThat(protectedOnly.out()).contains("does not offer STARTTLS, so nothing was sent");
            assertThat(protectedOnly.exit()).isNotZero();
            assertThat(mails.mails()).isEmpty();
        }
    }

    @Test
    void aPasswordInARepositorysAddressIsFoundAndNotRepeated() throws IOException {
        AlyxServer careless = Objects.requireNonNull(AlyxServer.start(AlyxSettings.defaults()
                        .withRepository(RepositorySetting.served(
                                "local_smb", "127.0.0.1", "http://anna:swordfish@127.0.0.1/lab/Subjects/")))
                .block());
        CommandRun doctor = Desk.at(home)
                .with("ALYX_PASSWORD", "alyx-user-pass-1")
                .run("doctor", "--set", "alyx.url=" + careless.baseUrl());
        careless.stop().block();

        assertThat(doctor.exit()).isEqualTo(2);
        assertThat(doctor.out())
                .contains("data_url of local_smb seems to hold a user name or password")
                .doesNotContain("swordfish");
    }

    @Test
    void aPageForLoggingInIsNotTakenForTheFileThatWasPutOnTheShare() throws IOException {
        HttpServer login = answering(() -> {});

        CommandRun doctor = doctorAsking(login, new Interruption());

        assertThat(doctor.exit()).isEqualTo(2);
        assertThat(doctor.out())
                .contains("10 bytes, not 60000", "http.url must lead to the folder of storage.url")
                .doesNotContain("shows what is put on the share");
    }

    @Test
    void whatWasPutOnTheShareIsRemovedAfterCtrlCToo() throws IOException {
        Interruption interruption = new Interruption();
        HttpServer server = answering(interruption::ask);

        CommandRun doctor = doctorAsking(server, interruption);

        assertThat(doctor.exit()).isEqualTo(130);
        assertThat(home.resolve("store")).isEmptyDirectory();
    }

    private CommandRun doctorAsking(HttpServer server, Interruption interruption) {
        String url = "http://127.0.0.1:" + server.getAddress().getPort() + "/";
        CommandRun run = Desk.at(home)
                .with("ALYX_PASSWORD", "alyx-user-pass-1")
                .run(interruption, "doctor", "--set", "http.url=" + url);
        server.stop(0);
        return run;
    }

    /** A server that has ten bytes for whatever it is asked for. */
    private static HttpServer answering(Runnable before) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            before.run();
            boolean head = exchange.getRequestMethod().equals("HEAD");
            exchange.getResponseHeaders().add("Content-Length", "10");
            exchange.sendResponseHeaders(200, head ? -1 : 10);
            if (!head) {
                exchange.getResponseBody().write("0123456789".getBytes(StandardCharsets.US_ASCII));
            }
            exchange.close();
        });
        server.start();
        return server;
    }

    private void profile(String user) throws IOException {
        Path folder = Files.createDirectories(home.resolve(".config/alyx-transfer"));
        Path profile = folder.resolve("default.yaml");
        Files.writeString(
                profile,
                "alyx:\n  url: " + alyx.baseUrl() + "\n  user: " + user + "\n  repository: local_smb\nstorage:\n  url: "
                        + Files.createDirectories(home.resolve("store")).toUri() + "\n");
        Files.setPosixFilePermissions(profile, PosixFilePermissions.fromString("rw-------"));
    }
}
