package org.alyxtransfer.automation.report;

import reactor.core.publisher.Mono;

/** A way to deliver: by mail, by HTTP. */
public interface Courier {
    boolean serves(Recipient recipient);

    /**
     * One attempt; completes when the recipient's server has taken over.
     *
     * <p>Fails with a {@link org.alyxtransfer.dataset.TransferException}, perhaps within a {@link NotBefore}. An attempt
     * ends by itself within minutes, whatever the server does.
     */
    Mono<Void> send(Parcel parcel);
}
