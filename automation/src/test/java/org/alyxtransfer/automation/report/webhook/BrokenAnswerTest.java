package org.alyxtransfer.automation.report.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.alyxtransfer.automation.report.Delivery;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.automation.report.Outbox;
import org.alyxtransfer.automation.report.OutboxSettings;
import org.alyxtransfer.automation.report.Reports;
import org.alyxtransfer.automation.report.WebhookForm;
import org.alyxtransfer.automation.report.WebhookRecipient;
import org.alyxtransfer.tls.Trust;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server whose answer begins well and then breaks off, or never ends. */
class BrokenAnswerTest {
    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource({"201 Created, true", "201 Created, false", "200 OK, true", "200 OK, false"})
    void whatTheServerSaysItHasTakenIsNotSentAgain(String status, boolean breaksOff) throws IOException {
        assertThat(deliver(status, breaksOff).state()).isEqualTo(State.SENT);
    }

    @ParameterizedTest
    @CsvSource({"500 Oops, true", "503 Busy, false"})
    void whatTheServerDidNotTakeIsTriedAgain(String status, boolean breaksOff) throws IOException {
        assertThat(deliver(status, breaksOff).state()).isEqualTo(State.WAITING);
    }

    private Delivery deliver(String status, boolean breaksOff) throws IOException {
        CountDownLatch done = new CountDownLatch(1);
        try (ServerSocket server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Outbox outbox = outbox()) {
            CompletableFuture<Void> serving =
                    CompletableFuture.runAsync(() -> answerHalf(server, status, breaksOff, done));
            URI url = URI.create("http://127.0.0.1:" + server.getLocalPort() + "/hook");
            WebhookRecipient to = new WebhookRecipient(WebhookForm.JSON, url, null, Map.of());
            outbox.enqueue(Reports.succeeded("run", folder), List.of(to)).block();

            Delivery delivery = Objects.requireNonNull(outbox.deliver().blockLast(Duration.ofSeconds(60)));

            done.countDown();
            serving.join();
            return delivery;
        }
    }

    private Outbox outbox() {
        WebhookCourier courier =
                new WebhookCourier(source -> Optional.empty(), Duration.ofSeconds(4), Clock.systemUTC(), Trust.SYSTEM);
        return Outbox.open(folder.resolve("outbox.db"), List.of(courier), OutboxSettings.DEFAULT, Clock.systemUTC());
    }

    private static void answerHalf(ServerSocket server, String status, boolean breaksOff, CountDownLatch done) {
        try (Socket client = server.accept()) {
            InputStream in = client.getInputStream();
            in.read(new byte[65_536]);
            client.getOutputStream()
                    .write(("HTTP/1.1 " + status + "\r\nContent-Length: 100\r\n\r\n{\"id\":")
                            .getBytes(StandardCharsets.US_ASCII));
            if (!breaksOff) {
                done.await();
            }
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
