package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.alyxtransfer.alyx.ScriptedAlyx.Asked;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PagesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final ScriptedAlyx alyx = new ScriptedAlyx();

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void thousandsOfSessionsComeOnceEach() {
        alyx.answering(asked -> page(asked, 3_100, 0, 250));

        List<UUID> ids = ids();

        assertThat(ids).hasSize(3_100).doesNotHaveDuplicates();
        assertThat(alyx.asked()).hasSize(13).allSatisfy(asked -> assertThat(asked.path())
                .isEqualTo("/sessions"));
    }

    @Test
    void aPageThatNobodyWantsIsNotAskedFor() {
        alyx.answering(asked -> page(asked, 3_100, 0, 250));

        alyx.client().sessions(SessionQuery.any()).take(250).collectList().block(PATIENCE);

        assertThat(alyx.asked()).hasSize(1);
    }

    @Test
    void aServerThatCapsTheLimitLosesNothing() {
        alyx.answering(asked -> page(asked, 95, 0, 10));

        assertThat(ids()).hasSize(95);
    }

    @Test
    void rowsThatShiftIntoTheNextPageAreGivenOnce() {
        AtomicInteger inserted = new AtomicInteger();
        alyx.answering(asked -> page(asked, 600, inserted.getAndAdd(3), 250));

        List<UUID> ids = ids();

        assertThat(ids).doesNotHaveDuplicates().hasSizeGreaterThanOrEqualTo(600);
    }

    @Test
    void rowsThatADeletionHidesAreFoundByASecondReading() {
        AtomicInteger asks = new AtomicInteger();
        // after the first page one of its rows goes, so row 250 moves to where 249 was and the second page misses it
        alyx.answering(asked -> asks.getAndIncrement() == 0 ? page(asked, 500, 0, 250) : page(asked, 499, -1, 250));

        List<UUID> ids = ids();

        assertThat(ids).hasSize(500).contains(id(250));
        assertThat(alyx.asked()).hasSize(4);
    }

    @Test
    void theAddressOfTheNextPageIsNotFollowed() {
        try (ScriptedAlyx thief = new ScriptedAlyx()) {
            alyx.answering(asked -> Reply.json(
                    200,
                    page(asked, 500, 0, 250).body().replace("http://next", thief.address() + "/sessions?offset=250")));

            assertThat(ids()).hasSize(500);
            assertThat(thief.asked()).isEmpty();
        }
    }

    @Test
    void anEndlessListEnds() {
        alyx.answering(Reply.json(200, "{\"count\": 1000000, \"next\": \"x\", \"results\": []}"));

        assertThat(ids()).isEmpty();
    }

    @Test
    void everyFilterIsSentAsAlyxNamesIt() {
        alyx.answering(Reply.json(200, "{\"count\": 0, \"next\": null, \"previous\": null, \"results\": []}"));
        SessionQuery query = SessionQuery.any()
                .subject("COGP-003")
                .dates(java.time.LocalDate.of(2022, 1, 1), java.time.LocalDate.of(2022, 1, 31))
                .number(1)
                .lab("demolab")
                .project("demo & co")
                .taskProtocol("100%")
                .user("alyx_user")
                .datasets(List.of("a.b.npy", "c.d.npy"));

        alyx.client().sessions(query).blockLast(PATIENCE);

        Asked asked = alyx.asked().get(0);
        assertThat(asked.parameter("subject")).isEqualTo("COGP-003");
        assertThat(asked.parameter("date_range")).isEqualTo("2022-01-01,2022-01-31");
        assertThat(asked.parameter("number")).isEqualTo("1");
        assertThat(asked.parameter("projects")).isEqualTo("demo & co");
        assertThat(asked.parameter("task_protocol")).isEqualTo("100%");
        assertThat(asked.parameter("users")).isEqualTo("alyx_user");
        assertThat(asked.parameter("datasets")).isEqualTo("a.b.npy,c.d.npy");
        assertThat(asked.parameter("limit")).isEqualTo("250");
    }

    @Test
    void anAnswerThatIsNoListIsGarbled() {
        alyx.answering(Reply.json(200, "{\"results\": 7}"));

        assertThatThrownBy(this::ids).isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.kind())
                .isEqualTo(Kind.GARBLED));
    }

    @Test
    void manyIdsAreAskedForInAddressesThatAServerTakes() {
        alyx.answering(Reply.json(200, "{\"count\": 0, \"next\": null, \"results\": []}"));
        List<UUID> ids = IntStream.range(0, 120).mapToObj(PagesTest::id).toList();

        alyx.client().datasets(ids).blockLast(PATIENCE);

        assertThat(alyx.asked()).hasSize(3); // and the server refuses more than 4094 characters, as gunicorn does
    }

    private List<UUID> ids() {
        return alyx.client()
                .sessions(SessionQuery.any())
                .map(SessionSummary::id)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();
    }

    /** Rows number {@code offset - shift} and on. */
    private static Reply page(Asked asked, int count, int shift, int cap) {
        int offset = Integer.parseInt(asked.parameter("offset"));
        int limit = Math.min(cap, Integer.parseInt(asked.parameter("limit")));
        int end = Math.min(count, offset + limit);
        String rows = IntStream.range(offset, Math.max(offset, end))
                .mapToObj(i -> "{\"id\": \"" + id(i - shift) + "\", \"subject\": \"COGP-001\", \"number\": 1,"
                        + " \"start_time\": \"2022-01-11T10:00:00\"}")
                .collect(Collectors.joining(","));
        String next = end < count ? "\"http://next\"" : "null";
        return Reply.json(
                200,
                "{\"count\": " + count + ", \"next\": " + next + ", \"previous\": null, \"results\": [" + rows + "]}");
    }

    private static UUID id(int number) {
        return new UUID(7, number);
    }
}
