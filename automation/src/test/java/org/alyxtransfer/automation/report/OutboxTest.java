package org.alyxtransfer.automation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.automation.SmallDisk;
import org.alyxtransfer.automation.report.Delivery.State;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.Sinks;

class OutboxTest {
    private static final MailRecipient ADA = new MailRecipient("ada@lab.org");
    private static final MailRecipient BOB = new MailRecipient("bob@lab.org");
    private static final OutboxSettings SETTINGS =
            new OutboxSettings(2, Duration.ofSeconds(30), Duration.ofHours(1), Duration.ofDays(3));

    private final HandClock clock = new HandClock();
    private final Hand hand = new Hand();

    @TempDir
    Path folder;

    @Test
    void whatWasHandedInIsDeliveredOnce() {
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA, BOB)).block();
            outbox.enqueue(report("run"), List.of(BOB, ADA)).block();

            List<Delivery> first = deliver(outbox);
            outbox.enqueue(report("run"), List.of(ADA)).block();
            List<Delivery> second = deliver(outbox);

            assertThat(first).extracting(Delivery::state).containsExactly(State.SENT, State.SENT);
            assertThat(second).isEmpty();
            assertThat(hand.recipients()).containsExactlyInAnyOrder(ADA, BOB);
        }
    }

    @Test
    void everyPartOfAReportComesThrough() throws IOException {
        Files.writeString(folder.resolve("trials.csv"), "a,b\n1,2\n");
        RunReport report = new RunReport(
                "run",
                "règle",
                Reports.SESSION,
                Reports.SESSION_ID,
                Map.of("datasets", "3 (12 MiB)"),
                Reports.result(
                        Outcome.FAILED, "exit code 1", folder, List.of("no such <column>"), folder.resolve("log")));
        WebhookRecipient hook = new WebhookRecipient(
                WebhookForm.GITLAB,
                URI.create("https://ci.lab.org/api/v4/projects/7/trigger/pipeline"),
                new SecretSource(SecretSource.Kind.ENVIRONMENT, "CI_TRIGGER"),
                Map.of("ref", "main"));

        try (Outbox outbox = open()) {
            outbox.enqueue(report, List.of(hook)).block();
            deliver(outbox);
        }

        assertThat(hand.sent).singleElement().satisfies(parcel -> {
            assertThat(parcel.report()).isEqualTo(report);
            assertThat(parcel.recipient()).isEqualTo(hook);
        });
    }

    @Test
    void whatFailsInPassingIsTriedAgainAfterGrowingPauses() {
        hand.fail(Kind.UNREACHABLE, 3);
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            List<Duration> pauses = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Delivery failed = deliver(outbox).get(0);
                assertThat(failed.state()).isEqualTo(State.WAITING);
                assertThat(failed.trouble()).contains("UNREACHABLE for the test");
                assertThat(deliver(outbox)).isEmpty();
                assertThat(outbox.nextDue().block()).isEqualTo(failed.due());
                pauses.add(Duration.between(clock.instant(), failed.due()));
                clock.now = failed.due();
            }

            assertThat(deliver(outbox)).extracting(Delivery::state).containsExactly(State.SENT);
            assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(15), Duration.ofSeconds(30));
            assertThat(pauses.get(1)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(60));
            assertThat(pauses.get(2)).isBetween(Duration.ofSeconds(60), Duration.ofSeconds(120));
            assertThat(outbox.nextDue().blockOptional()).isEmpty();
        }
    }

    @Test
    void aSlipAboutASecretIsNoRefusal() {
        hand.fail(Kind.INVALID, 1);
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            Delivery failed = deliver(outbox).get(0);
            clock.now = failed.due();

            assertThat(failed.state()).isEqualTo(State.WAITING);
            assertThat(deliver(outbox)).extracting(Delivery::state).containsExactly(State.SENT);
        }
    }

    @Test
    void whatWasTakenIsNotSentAgainWhenItCannotBeNoted() throws SQLException {
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            sql("CREATE TRIGGER full BEFORE UPDATE OF state ON parcel BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            assertThatThrownBy(() -> deliver(outbox)).hasMessageContaining("disk full");
            sql("DROP TRIGGER full");
            clock.now = clock.now.plus(Duration.ofHours(1));

            assertThat(deliver(outbox)).isEmpty();

            assertThat(outbox.deliveries("run").block())
                    .extracting(Delivery::state)
                    .containsExactly(State.SENT);
        }
        assertThat(hand.sent).hasSize(1);
    }

    @Test
    void whatCouldNotBeNotedIsNotedAtTheEnd() throws SQLException {
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            sql("CREATE TRIGGER full BEFORE UPDATE OF state ON parcel BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            assertThatThrownBy(() -> deliver(outbox)).hasMessageContaining("disk full");
            sql("DROP TRIGGER full");
        }

        try (Outbox outbox = open()) {
            assertThat(outbox.deliveries("run").block())
                    .extracting(Delivery::state)
                    .containsExactly(State.SENT);
        }
    }

    @Test
    void anOutboxThatCannotBeWrittenForAMomentGoesOnAndLosesNothing() throws SQLException {
        Logger logger = (Logger) LoggerFactory.getLogger(Outbox.class);
        ListAppender<ILoggingEvent> logged = new ListAppender<>();
        logged.start();
        logger.addAppender(logged);
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            sql("CREATE TRIGGER full BEFORE UPDATE ON parcel BEGIN SELECT RAISE(ABORT, 'disk full'); END");
            AtomicBoolean hasEnded = new AtomicBoolean();
            Disposable delivering = outbox.keepDelivering(Duration.ofMillis(20))
                    .doOnTerminate(() -> hasEnded.set(true))
                    .subscribe(done -> {}, failure -> {});
            await().until(() -> !logged.list.isEmpty() || hasEnded.get());
            sql("DROP TRIGGER full");

            await().until(() -> hand.sent.size() == 1 || hasEnded.get());

            assertThat(hasEnded).isFalse();
            delivering.dispose();
        } finally {
            logger.detachAppender(logged);
        }
        assertThat(hand.recipients()).containsExactly(ADA);
        assertThat(List.copyOf(logged.list))
                .filteredOn(event -> event.getLevel() == Level.WARN)
                .singleElement()
                .satisfies(event -> assertThat(event.getFormattedMessage()).contains("disk full"));
    }

    @Test
    void afterAFullDiskItTakesReportsAgain() throws IOException {
        String name = "x".repeat(300_000);
        try (SmallDisk disk = SmallDisk.at(folder.resolve("disk"));
                Outbox outbox = Outbox.open(folder.resolve("disk/outbox.db"), List.of(hand), SETTINGS, clock)) {
            outbox.enqueue(report("first"), List.of(ADA)).block();
            disk.fill();
            assertThatThrownBy(() -> outbox.enqueue(report(name), List.of(ADA)).block())
                    .isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.isTemporary())
                            .isTrue());
            disk.makeRoom();

            outbox.enqueue(report("second"), List.of(ADA)).block();

            assertThat(deliver(outbox)).extracting(Delivery::run).containsExactlyInAnyOrder("first", "second");
        }
    }

    @Test
    void aServerThatAsksForMoreTimeGetsIt() {
        hand.failures.add(new NotBefore(Hand.failure(Kind.THROTTLED), Duration.ofMinutes(20)));
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();

            Delivery delivery = deliver(outbox).get(0);

            assertThat(delivery.due()).isEqualTo(clock.instant().plus(Duration.ofMinutes(20)));
        }
    }

    @Test
    void itGivesUpWhenAReportIsTooOldAndSaysSo() {
        hand.fail(Kind.UNREACHABLE, 1000);
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            Delivery last = deliver(outbox).get(0);
            while (!last.state().isOver()) {
                clock.now = last.due();
                last = deliver(outbox).get(0);
            }

            assertThat(last.state()).isEqualTo(State.GIVEN_UP);
            assertThat(Duration.between(Reports.STARTED, clock.now))
                    .isBetween(Duration.ofHours(70), Duration.ofDays(3));
            assertThat(outbox.nextDue().blockOptional()).isEmpty();
            assertThat(outbox.deliveries("run").block()).containsExactly(last);
        }
    }

    @Test
    void aRefusedRecipientCostsTheOthersNothing() {
        hand.refused = ADA;
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA, BOB)).block();

            deliver(outbox);

            assertThat(outbox.deliveries("run").block())
                    .extracting(Delivery::recipient, Delivery::state)
                    .containsExactly(
                            tuple("mailto:ada@lab.org", State.REFUSED), tuple("mailto:bob@lab.org", State.SENT));
        }
    }

    @Test
    void aCrashBetweenSendingAndNotingRepeatsItUnderTheSameIdOnly() throws IOException {
        Sinks.Empty<Void> accepted = Sinks.empty();
        hand.holding = accepted.asMono();
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            Disposable delivering = outbox.deliver().subscribe();
            await().until(() -> hand.sent.size() == 1);
            Path copy = copyAsACrashLeavesIt();
            accepted.tryEmitEmpty();
            hand.holding = Mono.empty();

            try (Outbox after = Outbox.open(copy, List.of(hand), SETTINGS, clock)) {
                assertThat(deliver(after)).as("not at once").isEmpty();
                clock.now = clock.now.plus(Duration.ofSeconds(30));
                assertThat(deliver(after)).extracting(Delivery::state).containsExactly(State.SENT);
            }
            delivering.dispose();
        }

        assertThat(hand.sent)
                .hasSize(2)
                .extracting(Parcel::id)
                .containsOnly(hand.sent.get(0).id());
    }

    @Test
    void whatWasNotedAsSentStaysSentAfterACrash() throws IOException {
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            deliver(outbox);
            Path copy = copyAsACrashLeavesIt();

            try (Outbox after = Outbox.open(copy, List.of(hand), SETTINGS, clock)) {
                after.enqueue(report("run"), List.of(ADA)).block();
                clock.now = clock.now.plus(Duration.ofDays(30));
                assertThat(deliver(after)).isEmpty();
            }
        }

        assertThat(hand.sent).hasSize(1);
    }

    @Test
    void anAttemptThatBeganIsNotedThoughNobodyListensAnyMore() {
        Sinks.Empty<Void> accepted = Sinks.empty();
        hand.holding = accepted.asMono();
        try (Outbox outbox = open()) {
            outbox.enqueue(report("run"), List.of(ADA)).block();
            Disposable delivering = outbox.deliver().subscribe();
            await().until(() -> hand.sent.size() == 1);

            delivering.dispose();
            accepted.tryEmitEmpty();
        }

        try (Outbox outbox = open()) {
            assertThat(outbox.deliveries("run").block())
                    .extracting(Delivery::state)
                    .containsExactly(State.SENT);
        }
    }

    @Test
    void deliveriesAtOnceAreBoundedAndTwoRoundsSendNothingTwice() {
        AtomicInteger now = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        hand.holding = Mono.defer(() -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            return Mono.delay(Duration.ofMillis(2))
                    .doOnNext(any -> now.decrementAndGet())
                    .then();
        });
        try (Outbox outbox = open()) {
            for (int i = 0; i < 150; i++) {
                outbox.enqueue(report("run " + i), List.of(ADA)).block();
            }

            Flux.merge(outbox.deliver(), outbox.deliver()).blockLast();

            assertThat(hand.sent).hasSize(150).extracting(Parcel::id).doesNotHaveDuplicates();
            assertThat(most.get()).isBetween(1, 2 * SETTINGS.parallel());
        }
    }

    /** As another program would, over a connection of its own. */
    private void sql(String statement) throws SQLException {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("outbox.db"));
                Statement change = connection.createStatement()) {
            change.execute(statement);
        }
    }

    private Outbox open() {
        return Outbox.open(folder.resolve("outbox.db"), List.of(hand), SETTINGS, clock);
    }

    private RunReport report(String run) {
        return Reports.succeeded(run, folder);
    }

    private static List<Delivery> deliver(Outbox outbox) {
        return Objects.requireNonNull(outbox.deliver().collectList().block(Duration.ofSeconds(30)));
    }

    /** The files of the database as they are at this moment, while it is open. */
    private Path copyAsACrashLeavesIt() throws IOException {
        Path copies = Files.createDirectory(folder.resolve("crashed"));
        for (String ending : List.of("", "-wal")) {
            Files.copy(folder.resolve("outbox.db" + ending), copies.resolve("outbox.db" + ending));
        }
        return copies.resolve("outbox.db");
    }
}
