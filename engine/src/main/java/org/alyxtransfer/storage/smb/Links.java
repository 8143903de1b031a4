package org.alyxtransfer.storage.smb;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * The connections to one share, each made when it is first used and made anew, session and share with it, when it has
 * broken or is an hour old: before a ticket, a changed password or a device on the way ends it in the middle of a file. What
 * is open on an old one goes on there; it logs off when the last file is closed. The last slot is kept for leases.
 */
final class Links {
    static final Duration MOST_AGE = Duration.ofHours(1);

    private final SmbSettings settings;
    private final Scheduler clock;
    private final Set<SmbSession> retired = ConcurrentHashMap.newKeySet();
    private final SmbClient client;
    private final Link[] links;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** A session, its share, and when that was, by the clock, in milliseconds. */
    private record Open(SmbSession session, SmbShare share, long since) {}

    /** One connection and its successors. */
    private final class Link {
        private final Mono<Open> current = Mono.defer(this::connecting).cacheInvalidateIf(this::isSpent);
        private volatile @Nullable SmbSession lost; // the server may not know it yet

        Mono<Open> use() {
            return current;
        }

        private Mono<Open> connecting() {
            return connect(lost).doOnNext(open -> lost = null);
        }

        private boolean isSpent(Open open) {
            if (!open.session().isOpen()) {
                lost = open.session();
                return true;
            }
            return isOld(open);
        }
    }

    Links(SmbSettings settings) {
        this(settings, Schedulers.parallel());
    }

    /** @param clock only tells the time */
    Links(SmbSettings settings, Scheduler clock) {
        this.settings = settings;
        this.clock = clock;
        this.client = SmbClient.of(settings.server());
        this.links = new Link[settings.connections() + 1];
        for (int i = 0; i < links.length; i++) {
            links[i] = new Link();
        }
    }

    /** The slot whose turn it is for everyday work. */
    int next() {
        return Math.floorMod(turn.getAndIncrement(), settings.connections());
    }

    /** A slot other than this one: another connection, for a second look at what was written. */
    int otherThan(int slot) {
        return slot + 1 < links.length ? slot + 1 : 0;
    }

    /** The slot that nothing but leases uses. */
    int forLeases() {
        return links.length - 1;
    }

    /** The share over that slot's connection, which is made if need be. Fails as {@code logOn} does. */
    Mono<SmbShare> share(int slot) {
        return links[slot].use().map(Open::share);
    }

    /** The share over any everyday connection. */
    Mono<SmbShare> share() {
        return Mono.defer(() -> share(next()));
    }

    /** Logs off everywhere. */
    Mono<Void> close() {
        return Flux.defer(() -> {
                    closed = true;
                    return Flux.fromArray(links);
                })
                .flatMap(link -> link.use().onErrorComplete(), links.length, 1)
                .map(Open::session)
                .concatWith(Flux.fromIterable(retired))
                .flatMap(SmbSession::logOff, links.length, 1)
                .then();
    }

    private boolean isOld(Open open) {
        if (clock.now(TimeUnit.MILLISECONDS) - open.since() < MOST_AGE.toMillis()) {
            return false;
        }
        retired.removeIf(session -> !session.isOpen());
        retired.add(open.session());
        open.session().retire();
        return true;
    }

    private Mono<Open> connect(@Nullable SmbSession lost) {
        if (closed) {
            return Mono.error(new TransferException(Kind.DISCONNECTED, settings.name(), "this storage is closed"));
        }
        Mono<SmbSession> login =
                lost == null ? client.logOn(settings.who()) : client.logOnInPlaceOf(lost, settings.who());
        return login.flatMap(session -> session.share(settings.share())
                        .map(share -> new Open(session, share, clock.now(TimeUnit.MILLISECONDS)))
                        .onErrorResume(failure -> session.logOff().then(Mono.error(failure))))
                .onErrorMap(failure -> Failures.connecting(failure, settings));
    }
}
