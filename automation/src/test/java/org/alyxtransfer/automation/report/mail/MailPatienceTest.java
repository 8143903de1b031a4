package org.alyxtransfer.automation.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.alyxtransfer.automation.report.Delivery;
import org.alyxtransfer.automation.report.MailRecipient;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.automation.report.Reports;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail servers that take their time. */
class MailPatienceTest {
    private static final MailRecipient ADA = new MailRecipient("ada@lab.org");
    private static final Duration LONG = Duration.ofMinutes(5);
    private static final Duration SHORT = Duration.ofMillis(500);

    @TempDir
    Path folder;

    @TempDir
    Path keys;

    @Test
    void aServerThatDoesNotAnswerIsLeft() throws IOException {
        try (SulkyServer silent = new SulkyServer(Map.of("CONNECT", SulkyServer.NEVER))) {
            assertThat(trouble(silent, SmtpSecurity.NONE, null, SHORT, LONG)).contains("did not answer in time");
        }
    }

    @Test
    void anAttemptThatTakesTooLongIsCut() throws IOException {
        try (SulkyServer stuck = new SulkyServer(Map.of(".", SulkyServer.NEVER))) {
            assertThat(trouble(stuck, SmtpSecurity.NONE, null, LONG, SHORT)).contains("took longer than");
        }
    }

    @Test
    void aProtectedServerThatStopsReadingIsCut() throws Exception {
        Files.write(folder.resolve("spikes.npy"), new byte[9 << 20]); // more than the kernel takes from the writer
        Certificates certificates = Certificates.make(keys);
        try (SulkyServer deaf =
                new SulkyServer(certificates.server().getServerSocketFactory(), Map.of("DATA", SulkyServer.DEAF))) {
            assertThat(trouble(deaf, SmtpSecurity.TLS, certificates.authority(), LONG, Duration.ofSeconds(1)))
                    .contains("took longer than");
        }
    }

    private String trouble(
            SulkyServer server, SmtpSecurity security, @Nullable Path authority, Duration patience, Duration longest) {
        SmtpSettings settings = new SmtpSettings(
                "localhost", server.port(), security, "", Optional::empty, ADA, authority, null, patience, longest);
        try (MailCourier courier = new MailCourier(settings, MailLimits.DEFAULT, Clock.systemUTC());
                Outbox outbox = Outbox.open(
                        keys.resolve("outbox.db"), List.of(courier), OutboxSettings.DEFAULT, Clock.systemUTC())) {
            outbox.enqueue(Reports.succeeded("run", folder), List.of(ADA)).block();
            Delivery failed = outbox.deliver().blockLast(Duration.ofSeconds(60));
            return Objects.requireNonNull(failed).trouble();
        }
    }
}
