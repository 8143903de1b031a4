package org.alyxtransfer.storage.smb;

import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.SmbClient;
import org.alyxtransfer.smb.SmbSession;
import org.alyxtransfer.smb.SmbShare;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The connections to one share, each made when it is first used and made anew, session and share with it, when it has
 * broken. The last one is kept for leases.
 */
final class Links {
    private final SmbSettings settings;
    private final SmbClient client;
    private final Link[] links;
    private final AtomicInteger turn = new AtomicInteger();
    private volatile boolean closed;

    /** A session and its share. */
    private record Open(SmbSession session, SmbShare share) {}

    /** One connection and its successors. */
    private final class Link {
        private Mono<Open> current = connecting();

        synchronized Mono<Open> use() {
            return current;
        }

        private Mono<Open> connecting() {
            return Mono.defer(Links.this::connect)
                    .cacheInvalidateIf(open -> !open.session().isOpen());
        }
    }

    Links(SmbSettings settings) {
        this.settings = settings;
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
                .flatMap(open -> open.session().logOff(), links.length, 1)
                .then();
    }

    private Mono<Open> connect() {
        if (closed) {
            return Mono.error(new TransferException(Kind.DISCONNECTED, settings.name(), "this storage is closed"));
        }
        return client.logOn(settings.who())
                .flatMap(session -> session.share(settings.share())
                        .map(share -> new Open(session, share))
                        .onErrorResume(failure -> session.logOff().then(Mono.error(failure))))
                .onErrorMap(failure -> Failures.connecting(failure, settings));
    }
}
