package org.alyxtransfer.alyx;

import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.alyxtransfer.alyx.Fault.Fate;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * Makes sessions, each once: Alyx itself lets any number of sessions share subject, date and number.
 *
 * <p>Searches first, creates one session at a time, and after a request of unknown fate searches again before it sends
 * another. The same holds for a request of an earlier process, where {@link CreationNotes} tell of one. Two clients at once can still make two; the one with the lowest id is then used, as registration does.
 */
final class SessionCreation {
    private static final Logger LOG = LoggerFactory.getLogger(SessionCreation.class);
    private static final List<Duration> SETTLING =
            List.of(Duration.ofSeconds(1), Duration.ofSeconds(4), Duration.ofSeconds(10)); // creating one takes 0.1 s
    private static final Duration SETTLED = SETTLING.stream().reduce(Duration.ZERO, Duration::plus);

    private final Calls calls;
    private final Pages pages;
    private final Duration timeout;
    private final Turnstile oneAtATime;
    private final CreationNotes notes;
    private final Duration settling;

    SessionCreation(Calls calls, Pages pages, Duration timeout) {
        this(calls, pages, timeout, new Turnstile(1), CreationNotes.NONE, Duration.ZERO);
    }

    private SessionCreation(
            Calls calls, Pages pages, Duration timeout, Turnstile oneAtATime, CreationNotes notes, Duration settling) {
        this.calls = calls;
        this.pages = pages;
        this.timeout = timeout;
        this.oneAtATime = oneAtATime;
        this.notes = notes;
        this.settling = settling;
    }

    /** The same, taking turns with this one. */
    SessionCreation remembering(CreationNotes other, Duration serverTimeout) {
        Duration shorter = serverTimeout.compareTo(SETTLED) < 0 ? serverTimeout : SETTLED;
        return new SessionCreation(calls, pages, timeout, oneAtATime, other, shorter);
    }

    Mono<FoundOrCreated> findOrCreate(NewSession wanted) {
        Mono<FoundOrCreated> found = find(wanted).map(session -> new FoundOrCreated(session, false));
        Mono<FoundOrCreated> made = found.switchIfEmpty(settledEarlier(wanted)).switchIfEmpty(creating(wanted));
        return found.switchIfEmpty(oneAtATime.through(made));
    }

    Mono<Session> create(NewSession wanted) {
        return calls.careful(creation(wanted))
                .map(body -> Session.read(Fields.of(body, calls.where(creation(wanted)))))
                .onErrorMap(Fault.class, Fault::why);
    }

    private Mono<FoundOrCreated> creating(NewSession wanted) {
        Call call = creation(wanted);
        Mono<FoundOrCreated> answer = calls.careful(call)
                .map(body -> new FoundOrCreated(SessionSummary.read(Fields.of(body, calls.where(call))), true))
                .onErrorMap(TransferException.class, garbled -> Fault.of(garbled, Fate.UNKNOWN));
        Mono<FoundOrCreated> created =
                Mono.defer(() -> notes.asking(wanted.path(), Instant.now())).then(answer);
        return created.onErrorResume(
                        Fault.class,
                        fault -> fault.fate() == Fate.UNKNOWN
                                ? settled(wanted).switchIfEmpty(created)
                                : Mono.error(fault))
                .onErrorMap(Fault.class, Fault::why);
    }

    /** What became of a request of an earlier process, if that may still be carried out. */
    private Mono<FoundOrCreated> settledEarlier(NewSession wanted) {
        return notes.asked(wanted.path()).flatMap(since -> {
            Instant deadline = since.plus(settling);
            return Mono.defer(() -> find(wanted))
                    .repeatWhenEmpty(
                            tries -> tries.takeWhile(none -> Instant.now().isBefore(deadline))
                                    .concatMap(none -> Mono.delay(SETTLING.get(0), Schedulers.parallel()), 1))
                    .map(session -> new FoundOrCreated(session, true));
        });
    }

    /** What became of a request whose answer never came: the session, or nothing once it can no longer appear. */
    private Mono<FoundOrCreated> settled(NewSession wanted) {
        return Flux.fromIterable(SETTLING)
                .concatMap(pause -> Mono.delay(pause, Schedulers.parallel()).then(find(wanted)), 1)
                .next()
                .map(session -> new FoundOrCreated(session, true));
    }

    private Mono<SessionSummary> find(NewSession wanted) {
        SessionQuery query = SessionQuery.any()
                .subject(wanted.path().subject())
                .dates(wanted.path().date(), wanted.path().date())
                .number(wanted.path().number());
        Query filters =
                wanted.lab() == null ? query.query() : query.lab(wanted.lab()).query();
        return pages.list("/sessions", filters, 250, SessionSummary::read, SessionSummary::id)
                .collectList()
                .flatMap(all -> Mono.justOrEmpty(all.stream()
                        .min(Comparator.comparing(session -> session.id().toString()))
                        .map(first -> checked(first, all.size(), wanted))));
    }

    private static SessionSummary checked(SessionSummary first, int found, NewSession wanted) {
        if (!first.subject().equals(wanted.path().subject())) {
            throw new TransferException(
                    Kind.INVALID,
                    wanted.path().toString(),
                    "Alyx spells this subject " + first.subject() + "; use the same spelling");
        }
        if (found > 1) {
            LOG.warn("{} is {} times in Alyx; using {}, as registration does", wanted.path(), found, first.id());
        }
        return first;
    }

    private Call creation(NewSession wanted) {
        return Call.sending(HttpMethod.POST, "/sessions", wanted.body(), timeout);
    }
}
