package org.alyxtransfer.automation.report.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.BodyPart;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.automation.report.Delivery;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.automation.report.MailRecipient;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.Reports;
import org.alyxtransfer.automation.report.RunReport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail to a real SMTP server, through the outbox as everywhere. */
class MailCourierTest {
    private static final MailRecipient ADA = new MailRecipient("ada@lab.org");
    private static final MailRecipient BOB = new MailRecipient("bob@lab.org");
    private static final MailRecipient FROM = new MailRecipient("alyx@lab.org");
    private static final OutboxSettings SETTINGS =
            new OutboxSettings(2, Duration.ofMillis(2), Duration.ofMillis(2), Duration.ofDays(3));

    @TempDir
    static Path keys;

    private static Certificates certificates;
    private static GreenMail server;

    @TempDir
    Path folder;

    @BeforeAll
    static void start() throws IOException, InterruptedException {
        certificates = Certificates.make(keys);
        System.setProperty("greenmail.tls.keystore.file", certificates.store().toString());
        System.setProperty("greenmail.tls.keystore.password", Certificates.PASSWORD);
        server = new GreenMail(
                new ServerSetup[] {setup(0, ServerSetup.PROTOCOL_SMTP), setup(0, ServerSetup.PROTOCOL_SMTPS)});
        server.start();
    }

    @AfterAll
    static void stop() {
        server.stop();
    }

    @BeforeEach
    void empty() {
        server.reset();
    }

    @Test
    void aReportArrivesWithItsPlotInTheTextAndItsFilesAttached() throws Exception {
        Files.write(folder.resolve("choices.png"), new byte[] {(byte) 0x89, 'P', 'N', 'G'});
        Files.writeString(folder.resolve("summary.csv"), "column,mean\nchoice,0.71\n");
        Path log = Files.writeString(folder.resolveSibling(folder.getFileName() + ".log"), "hello\n");
        RunReport report = Reports.of("run", Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), log));

        List<Delivery> deliveries = deliver(unprotected(), report, ADA);

        assertThat(deliveries).extracting(Delivery::state).containsExactly(State.SENT);
        MimeMessage mail = only();
        assertThat(mail.getSubject()).isEqualTo("[alyx-transfer] trials succeeded: COGP-003 2022-01-11 001");
        assertThat(mail.getFrom()).extracting(Object::toString).containsExactly("alyx@lab.org");
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ada@lab.org");
        MimeMultipart mixed = (MimeMultipart) mail.getContent();
        assertThat(names(mixed)).containsExactly("", "log.txt", "summary.csv");
        MimeMultipart alternatives = (MimeMultipart) mixed.getBodyPart(0).getContent();
        assertThat(alternatives.getContentType()).startsWith("multipart/alternative");
        assertThat((String) alternatives.getBodyPart(0).getContent()).contains("640 trials, 71 % correct");
        MimeMultipart related = (MimeMultipart) alternatives.getBodyPart(1).getContent();
        assertThat((String) related.getBodyPart(0).getContent())
                .contains("cid:picture-1@alyx-transfer", ">choice</td>", ">0.71</td>");
        assertThat(related.getBodyPart(1).getHeader("Content-ID")).containsExactly("<picture-1@alyx-transfer>");
        assertThat(related.getBodyPart(1).getInputStream().readAllBytes())
                .isEqualTo(new byte[] {(byte) 0x89, 'P', 'N', 'G'});
    }

    @Test
    void aFailureShowsTheLastLinesOfTheLog() throws Exception {
        RunReport report = Reports.of(
                "run", Reports.result(Outcome.FAILED, "exit code 1", folder, List.of("KeyError: <choice>"), null));

        deliver(unprotected(), report, ADA);

        assertThat(only().getSubject()).contains("trials failed");
        assertThat(text(only(), 0)).contains("exit code 1", "KeyError: <choice>");
        assertThat(html(only())).contains("KeyError: &lt;choice&gt;").doesNotContain("<choice>");
    }

    @Test
    void namesCanNeitherAddHeadersNorHtml() throws Exception {
        String evil = "trials\r\nBcc: eve@evil.org\r\n\r\n<script>alert(1)</script>\u202E";
        RunReport report = new RunReport(
                "run\r\nX-Evil: 1",
                evil,
                Reports.SESSION + "\nX-Evil: 1",
                null,
                Map.of("<b>bold</b>", "\"><img src=x>"),
                Reports.result(Outcome.FAILED, "<i>", folder, List.of("\u001B[31mred</pre><script>"), null));

        deliver(unprotected(), report, ADA);

        MimeMessage mail = only();
        assertThat(mail.getHeader("Bcc")).isNull();
        assertThat(mail.getHeader("X-Evil")).isNull();
        assertThat(mail.getAllRecipients()).extracting(Object::toString).containsExactly("ada@lab.org");
        assertThat(mail.getSubject())
                .contains("trials Bcc: eve@evil.org <script>")
                .doesNotContain("\n", "\u202E");
        assertThat(html(mail))
                .contains("red&lt;/pre&gt;")
                .doesNotContain("<script", "<b>", "<i>", "<img src=x", "\u001B");
    }

    @Test
    void otherAlphabetsArrive() throws Exception {
        RunReport report = new RunReport(
                "run",
                "Versuch μ – été 神経",
                Reports.SESSION,
                null,
                Map.of(),
                Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), null));

        deliver(unprotected(), report, ADA);

        assertThat(only().getSubject()).contains("Versuch μ – été 神経 succeeded");
        assertThat(html(only())).contains("Versuch μ – été 神経");
    }

    @Test
    void startTlsProtectsTheMail() throws Exception {
        try (StartTlsDoor door = new StartTlsDoor(certificates.server(), smtp())) {
            assertThat(deliver(settings(door.port(), SmtpSecurity.STARTTLS), report(), ADA))
                    .extracting(Delivery::state)
                    .containsExactly(State.SENT);
        }

        assertThat(only().getSubject()).contains("trials");
    }

    @Test
    void aServerWithoutStartTlsGetsNothing() throws Exception {
        List<Delivery> deliveries = deliver(settings(smtp(), SmtpSecurity.STARTTLS), report(), ADA);

        assertThat(deliveries).singleElement().satisfies(delivery -> {
            assertThat(delivery.state()).isEqualTo(State.WAITING);
            assertThat(delivery.trouble()).contains("does not offer STARTTLS, so nothing was sent");
        });
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void tlsWithALabsOwnAuthority() throws Exception {
        assertThat(deliver(settings(smtps(), SmtpSecurity.TLS), report(), ADA))
                .extracting(Delivery::state)
                .containsExactly(State.SENT);

        assertThat(only().getSubject()).contains("trials");
    }

    @Test
    void aStrangersCertificateIsNotBelieved() throws Exception {
        SmtpSettings settings = settings("localhost", smtps(), SmtpSecurity.TLS, "", "", null);

        assertThat(deliver(settings, report(), ADA).get(0).trouble()).contains("could not be protected");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void anAuthorityBesidesJavasIsBelievedUntilOthersAreNamedInstead() throws Exception {
        Path another = Files.writeString(folder.resolve("none.pem"), "");

        assertThat(deliver(besides(certificates.authority(), null), report(), ADA)
                        .get(0)
                        .trouble())
                .isEmpty();
        assertThat(server.getReceivedMessages()).hasSize(1);
        assertThat(deliver(besides(certificates.authority(), another), report(), ADA)
                        .get(0)
                        .trouble())
                .contains("none.pem", "holds no certificate");
        assertThat(deliver(besides(another, null), report(), ADA).get(0).trouble())
                .contains("none.pem", "holds no certificate");
        assertThat(server.getReceivedMessages()).hasSize(1);
    }

    @Test
    void aCertificateForAnotherNameIsNotBelieved() throws Exception {
        SmtpSettings settings = settings("127.0.0.1", smtps(), SmtpSecurity.TLS, "", "", certificates.authority());

        assertThat(deliver(settings, report(), ADA).get(0).trouble()).contains("could not be protected");
        assertThat(server.getReceivedMessages()).isEmpty();
    }

    @Test
    void itSignsInAndAWrongPasswordSendsNothing() throws Exception {
        server.getUserManager().setAuthRequired(true);
        server.setUser("alyx@lab.org", "alyx", "right");
        try {
            SmtpSettings wrong =
                    settings("localhost", smtps(), SmtpSecurity.TLS, "alyx", "wrong-secret", certificates.authority());
            SmtpSettings right =
                    settings("localhost", smtps(), SmtpSecurity.TLS, "alyx", "right", certificates.authority());

            Delivery failed = deliver(wrong, report(), ADA).get(0);
            assertThat(failed.state()).isEqualTo(State.WAITING);
            assertThat(failed.trouble())
                    .contains("does not accept 'mail.user' and its password")
                    .doesNotContain("wrong-secret");
            assertThat(server.getReceivedMessages()).isEmpty();

            assertThat(deliver(right, report(), ADA))
                    .extracting(Delivery::state)
                    .containsExactly(State.SENT);
        } finally {
            server.getUserManager().setAuthRequired(false);
        }
    }

    @Test
    void aRefusedRecipientCostsTheOthersNothing() throws Exception {
        try (SulkyServer sulky = new SulkyServer(Map.of("RCPT TO:<ada", "550 5.1.1 no such user here"))) {
            List<Delivery> deliveries = deliver(settings(sulky.port(), SmtpSecurity.NONE), report(), ADA, BOB);

            assertThat(deliveries)
                    .filteredOn(delivery -> delivery.state() == State.REFUSED)
                    .singleElement()
                    .satisfies(refused -> assertThat(refused.trouble()).contains("no such user here"));
            assertThat(deliveries)
                    .filteredOn(delivery -> delivery.state() == State.SENT)
                    .hasSize(1);
            assertThat(sulky.taken()).isEqualTo(1);
        }
    }

    @Test
    void whatPassesIsTriedAgainAndWhatDoesNotIsNot() throws Exception {
        try (SulkyServer later = new SulkyServer(Map.of("RCPT", "450 4.2.0 greylisted"));
                SulkyServer never = new SulkyServer(Map.of(".", "554 5.7.1 looks like spam"))) {
            assertThat(deliver(settings(later.port(), SmtpSecurity.NONE), report(), ADA)
                            .get(0)
                            .state())
                    .isEqualTo(State.WAITING);
            assertThat(deliver(settings(never.port(), SmtpSecurity.NONE), report(), BOB)
                            .get(0)
                            .state())
                    .isEqualTo(State.REFUSED);
        }
    }

    @Test
    void aServerThatWasAwayGetsItWhenItIsBack() throws Exception {
        int port;
        try (SulkyServer gone = new SulkyServer(Map.of())) {
            port = gone.port();
        }
        GreenMail back = new GreenMail(setup(port, ServerSetup.PROTOCOL_SMTP));
        try (MailCourier courier = courier(settings(port, SmtpSecurity.NONE));
                Outbox outbox = open(folder.resolve("outbox.db"), courier)) {
            outbox.enqueue(report(), List.of(ADA)).block();
            assertThat(Objects.requireNonNull(outbox.deliver().blockLast()).trouble())
                    .contains("cannot be reached");

            back.start();
            await().until(() ->
                    outbox.deliver().any(sent -> sent.state() == State.SENT).block());

            assertThat(outbox.deliver().collectList().block()).isEmpty();
            assertThat(back.getReceivedMessages()).hasSize(1);
        } finally {
            back.stop();
        }
    }

    @Test
    void aCrashBeforeItWasNotedRepeatsTheSameMail() throws Exception {
        Path copy = folder.resolve("crashed.db");
        try (MailCourier courier = courier(unprotected())) {
            try (Outbox outbox = open(folder.resolve("outbox.db"), courier)) {
                outbox.enqueue(report(), List.of(ADA)).block();
                Files.copy(folder.resolve("outbox.db"), copy);
                Files.copy(folder.resolve("outbox.db-wal"), folder.resolve("crashed.db-wal"));
                outbox.deliver().blockLast();
            }
            try (Outbox after = open(copy, courier)) {
                after.deliver().blockLast();
            }
        }

        MimeMessage[] mails = server.getReceivedMessages();
        assertThat(mails).hasSize(2);
        assertThat(mails[0].getMessageID()).isEqualTo(mails[1].getMessageID()).endsWith("@lab.org>");
    }

    @Test
    void theCheckSignsInAndOut() throws Exception {
        try (MailCourier courier = courier(settings(smtps(), SmtpSecurity.TLS));
                MailCourier open = courier(settings(smtp(), SmtpSecurity.STARTTLS))) {
            courier.check().block();
            assertThatThrownBy(() -> open.check().block()).hasMessageContaining("does not offer STARTTLS");
        }

        assertThat(server.getReceivedMessages()).isEmpty();
    }

    private List<Delivery> deliver(SmtpSettings settings, RunReport report, MailRecipient... to) {
        Path file = folder.resolve("outbox-" + settings.port() + "-" + settings.hashCode() + ".db");
        try (MailCourier courier = courier(settings);
                Outbox outbox = open(file, courier)) {
            outbox.enqueue(report, List.of(to)).block();
            // as many attempts as recipients: what failed is due again within milliseconds
            return Objects.requireNonNull(
                    outbox.deliver().take(to.length).collectList().block(Duration.ofSeconds(60)));
        }
    }

    private static Outbox open(Path file, MailCourier courier) {
        return Outbox.open(file, List.of(courier), SETTINGS, Clock.systemUTC());
    }

    private static MailCourier courier(SmtpSettings settings) {
        return new MailCourier(settings, MailLimits.DEFAULT, Clock.systemUTC());
    }

    private RunReport report() {
        return Reports.succeeded("run", folder);
    }

    private static SmtpSettings unprotected() {
        return settings(smtp(), SmtpSecurity.NONE);
    }

    private static SmtpSettings settings(int port, SmtpSecurity security) {
        return settings("localhost", port, security, "", "", certificates.authority());
    }

    private static SmtpSettings settings(
            String host, int port, SmtpSecurity security, String user, String password, @Nullable Path authority) {
        return new SmtpSettings(
                host,
                port,
                security,
                user,
                () -> Optional.of(password),
                FROM,
                authority,
                null,
                Duration.ofSeconds(20),
                Duration.ofSeconds(60));
    }

    private static SmtpSettings besides(Path authorities, @Nullable Path instead) {
        SmtpSettings usual = settings("localhost", smtps(), SmtpSecurity.TLS, "", "", instead);
        return new SmtpSettings(
                usual.host(),
                usual.port(),
                usual.security(),
                usual.user(),
                usual.password(),
                usual.from(),
                instead,
                authorities,
                usual.patience(),
                usual.longest());
    }

    private static ServerSetup setup(int port, String protocol) {
        ServerSetup setup = new ServerSetup(port, "127.0.0.1", protocol);
        setup.setServerStartupTimeout(60_000); // milliseconds; a busy machine needs more than the usual two seconds
        return setup;
    }

    private static int smtp() {
        return server.getSmtp().getPort();
    }

    private static int smtps() {
        return server.getSmtps().getPort();
    }

    private static MimeMessage only() {
        assertThat(server.getReceivedMessages()).hasSize(1);
        return server.getReceivedMessages()[0];
    }

    private static String html(Message mail) throws MessagingException, IOException {
        return text(mail, 1);
    }

    /** The alternative of that number; from a picture's mail, its HTML. */
    private static String text(Message mail, int alternative) throws MessagingException, IOException {
        MimeMultipart mixed = (MimeMultipart) mail.getContent();
        MimeMultipart alternatives = (MimeMultipart) mixed.getBodyPart(0).getContent();
        Object content = alternatives.getBodyPart(alternative).getContent();
        return content instanceof MimeMultipart related
                ? (String) related.getBodyPart(0).getContent()
                : (String) content;
    }

    private static List<String> names(MimeMultipart parts) throws MessagingException {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < parts.getCount(); i++) {
            BodyPart part = parts.getBodyPart(i);
            names.add(part.getFileName() == null ? "" : part.getFileName());
        }
        return names;
    }
}
