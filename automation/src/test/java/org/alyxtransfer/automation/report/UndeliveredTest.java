package org.alyxtransfer.automation.report;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** What an outbox says of reports that do not arrive. */
class UndeliveredTest {
    private static final MailRecipient ADA = new MailRecipient("ada@lab.org");
    private static final MailRecipient BOB = new MailRecipient("bob@lab.org");
    private static final OutboxSettings ONE_AT_A_TIME =
            new OutboxSettings(1, Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(3));

    private final HandClock clock = new HandClock();
    private final Hand hand = new Hand();
    private final Logger logger = (Logger) LoggerFactory.getLogger(Outbox.class);
    private final ListAppender<ILoggingEvent> logged = new ListAppender<>();

    @TempDir
    Path folder;

    private Outbox outbox;

    @BeforeEach
    void open() {
        logged.start();
        logger.addAppender(logged);
        logger.setLevel(Level.INFO);
        outbox = Outbox.open(folder.resolve("outbox.db"), List.of(hand), ONE_AT_A_TIME, clock);
    }

    @AfterEach
    void close() {
        outbox.close();
        logger.detachAppender(logged);
        logger.setLevel(null);
    }

    @Test
    void theFirstFailureWithEachRecipientIsLoggedWithItsReason() {
        hand.fail(Kind.AUTHENTICATION, 4);
        outbox.enqueue(Reports.succeeded("run", folder), List.of(ADA, BOB)).block();

        outbox.deliver().blockLast();
        List<String> first = told(Level.WARN);
        deliverLater();

        assertThat(told(Level.WARN))
                .isEqualTo(first)
                .hasSize(2)
                .allMatch(line -> line.contains("AUTHENTICATION for the test"));
        assertThat(told(Level.WARN)).anyMatch(line -> line.contains("ada@lab.org"));
        assertThat(told(Level.WARN)).anyMatch(line -> line.contains("bob@lab.org"));
    }

    @Test
    void thatReportsArriveAgainIsLoggedToo() {
        hand.fail(Kind.UNREACHABLE, 1);
        outbox.enqueue(Reports.succeeded("run", folder), List.of(ADA)).block();

        outbox.deliver().blockLast();
        deliverLater();

        assertThat(told(Level.INFO)).containsExactly("reports reach mailto:ada@lab.org again");
    }

    @Test
    void whatWaitsAndWhatIsLostIsCounted() {
        hand.refused = BOB;
        hand.fail(Kind.UNREACHABLE, 1);
        outbox.enqueue(Reports.succeeded("run", folder), List.of(ADA, BOB)).block();

        outbox.deliver().blockLast();

        assertThat(outbox.undelivered().block())
                .isEqualTo(new Undelivered(1, 1, "mail.lab.org: UNREACHABLE for the test"));
    }

    @Test
    void whatArrivedIsNotCounted() {
        outbox.enqueue(Reports.succeeded("run", folder), List.of(ADA)).block();

        outbox.deliver().blockLast();

        assertThat(outbox.undelivered().block()).isEqualTo(Undelivered.NONE);
    }

    private void deliverLater() {
        clock.now = clock.now.plus(Duration.ofMinutes(1));
        outbox.deliver().blockLast();
    }

    private List<String> told(Level level) {
        return logged.list.stream()
                .filter(event -> event.getLevel() == level)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }
}
