package org.alyxtransfer.alyx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.ScriptedAlyx.Asked;
import org.alyxtransfer.alyx.ScriptedAlyx.Reply;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

class SessionCreationTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final SessionPath PATH = SessionPath.parse("COGP-001/2022-01-11/001");
    private static final NewSession WANTED = NewSession.of(PATH, LocalDateTime.of(2022, 1, 11, 10, 0));

    private final ScriptedAlyx alyx = new ScriptedAlyx();
    private final List<String> stored = new CopyOnWriteArrayList<>();
    private final AtomicInteger ids = new AtomicInteger(); // random ones would block the event loop

    @AfterEach
    void stop() {
        alyx.close();
    }

    @Test
    void aSessionThatIsThereIsNotMadeAgain() {
        stored.add(row(new UUID(0, 1), "COGP-001"));
        alyx.answering(this::store);

        FoundOrCreated found = alyx.client()
                .findOrCreateSession(WANTED)
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(found.isNew()).isFalse();
        assertThat(found.session().path()).isEqualTo(PATH);
        assertThat(posts()).isEmpty();
        assertThat(alyx.asked().get(0).parameter("date_range")).isEqualTo("2022-01-11,2022-01-11");
        assertThat(alyx.asked().get(0).parameter("number")).isEqualTo("1");
    }

    @Test
    void aMissingSessionIsMadeWithANaiveLocalTime() {
        alyx.answering(this::store);
        NewSession wanted =
                WANTED.lab("demolab").projects(List.of("demo_project")).json(Map.of("a", 1));

        FoundOrCreated made = alyx.client()
                .findOrCreateSession(wanted)
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(made.isNew()).isTrue();
        JsonNode body = posts().get(0).body();
        assertThat(body.path("start_time").asText()).isEqualTo("2022-01-11T10:00:00");
        assertThat(body.path("subject").asText()).isEqualTo("COGP-001");
        assertThat(body.path("number").asInt()).isEqualTo(1);
        assertThat(body.path("lab").asText()).isEqualTo("demolab");
        assertThat(body.path("projects").get(0).asText()).isEqualTo("demo_project");
        assertThat(body.path("json").path("a").asInt()).isEqualTo(1);
        assertThat(body.has("users")).isFalse();
    }

    @Test
    void manyWhoWantTheSameSessionGetOne() {
        alyx.answering(this::store);
        AlyxClient client = alyx.client();

        List<FoundOrCreated> all = Flux.range(0, 8)
                .flatMap(i -> client.findOrCreateSession(WANTED), 8)
                .collectList()
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(posts()).hasSize(1);
        assertThat(all.stream().map(one -> one.session().id()).distinct()).hasSize(1);
        assertThat(all.stream().filter(FoundOrCreated::isNew)).hasSize(1);
    }

    @Test
    void aCreationWhoseAnswerIsLostIsFoundInsteadOfRepeated() {
        alyx.answering(asked -> {
            Reply reply = store(asked);
            return asked.method().equals("POST") ? Reply.hungUp() : reply;
        });

        FoundOrCreated made = alyx.client()
                .findOrCreateSession(WANTED)
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(made.isNew()).isTrue();
        assertThat(posts()).hasSize(1);
        assertThat(stored).hasSize(1);
    }

    @Test
    void aRefusedConnectionDoesNotCountAsUnknown() {
        alyx.close();
        AlyxSettings settings = alyx.settings().token(() -> "t").retry(RetryPolicy.NONE);

        TransferException failure = catchThrowableOfType(
                TransferException.class,
                () -> AlyxClient.connect(settings).findOrCreateSession(WANTED).block(PATIENCE));

        assertThat(failure.kind()).isEqualTo(Kind.UNREACHABLE);
    }

    @Test
    void theLowestIdIsUsedOfSeveralAsRegistrationDoes() {
        UUID high = UUID.fromString("c507930c-5831-4ffe-b399-2dc54b17cce9");
        UUID low = UUID.fromString("39457532-eb6f-42be-9f8f-cf94eab84386");
        stored.addAll(List.of(row(high, "COGP-001"), row(low, "COGP-001")));
        alyx.answering(this::store);

        FoundOrCreated found = alyx.client()
                .findOrCreateSession(WANTED)
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(found.session().id()).isEqualTo(low);
    }

    @Test
    void anotherSpellingOfTheSubjectIsPointedOut() {
        stored.add(row(new UUID(0, 1), "cogp-001"));
        alyx.answering(this::store);

        assertThatThrownBy(() -> alyx.client().findOrCreateSession(WANTED).block(PATIENCE))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("spells this subject cogp-001");
    }

    @Test
    void cancellingOneWhoWaitsLeavesTheTurnToTheNext() {
        alyx.answering(asked -> store(asked).after(Duration.ofMillis(50)));
        AlyxClient client = alyx.client();

        Mono<FoundOrCreated> impatient =
                client.findOrCreateSession(WANTED).timeout(Duration.ofMillis(120), Mono.empty());
        Flux.merge(client.findOrCreateSession(WANTED), impatient, impatient, client.findOrCreateSession(WANTED))
                .blockLast(PATIENCE);
        FoundOrCreated later = client.findOrCreateSession(NewSession.of(SessionPath.parse("COGP-001/2022-01-11/002")))
                .blockOptional(PATIENCE)
                .orElseThrow();

        assertThat(later).isNotNull();
        assertThat(posts()).hasSizeLessThanOrEqualTo(2);
    }

    @Test
    void aStartOnAnotherDayIsRefused() {
        assertThatThrownBy(() -> NewSession.of(PATH, LocalDateTime.of(2022, 1, 12, 0, 0)))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("another day");
    }

    @Test
    void atMostTheAllowedNumberPassesTheTurnstile() {
        Turnstile turnstile = new Turnstile(2);
        AtomicInteger inside = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        Mono<Integer> visit = Mono.delay(Duration.ofMillis(2))
                .doOnSubscribe(s -> most.accumulateAndGet(inside.incrementAndGet(), Math::max))
                .doOnTerminate(inside::decrementAndGet) // before the turnstile hears of it
                .doOnCancel(inside::decrementAndGet)
                .thenReturn(1);

        Long served = Flux.range(0, 200)
                .flatMap(
                        i -> turnstile
                                .through(i % 3 == 0 ? visit.then(Mono.error(new IllegalStateException())) : visit)
                                .timeout(i % 5 == 0 ? Duration.ofMillis(1) : PATIENCE)
                                .onErrorReturn(0),
                        50)
                .count()
                .block(PATIENCE);

        assertThat(served).isEqualTo(200);
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(turnstile.through(Mono.just("free")).block(PATIENCE)).isEqualTo("free");
        assertThat(turnstile.through(Mono.just("free")).block(PATIENCE)).isEqualTo("free");
    }

    private Reply store(Asked asked) {
        if (asked.method().equals("POST")) {
            String row = row(
                    new UUID(1, ids.incrementAndGet()),
                    asked.body().path("subject").asText());
            stored.add(row);
            return Reply.json(201, row);
        }
        return Reply.json(
                200,
                stored.stream()
                        .collect(Collectors.joining(
                                ",", "{\"count\": " + stored.size() + ", \"next\": null, \"results\": [", "]}")));
    }

    private List<Asked> posts() {
        return alyx.asked().stream()
                .filter(asked -> asked.method().equals("POST"))
                .toList();
    }

    private static String row(UUID id, String subject) {
        return "{\"id\": \"" + id + "\", \"subject\": \"" + subject
                + "\", \"number\": 1, \"start_time\": \"2022-01-11T10:00:00\", \"lab\": \"demolab\"}";
    }
}
