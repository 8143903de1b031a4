package org.alyxtransfer.automation.report;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Queue;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;

/** A courier who does as he is told. */
final class Hand implements Courier {
    final List<Parcel> sent = Collections.synchronizedList(new ArrayList<>());
    final Queue<RuntimeException> failures = new ArrayDeque<>();
    Mono<Void> holding = Mono.empty();

    @org.jspecify.annotations.Nullable
    Recipient refused;

    void fail(Kind kind, int times) {
        failures.addAll(Collections.nCopies(times, failure(kind)));
    }

    List<Recipient> recipients() {
        return sent.stream().map(Parcel::recipient).toList();
    }

    @Override
    public boolean serves(Recipient recipient) {
        return true;
    }

    @Override
    public Mono<Void> send(Parcel parcel) {
        if (parcel.recipient().equals(refused)) {
            return Mono.error(failure(Kind.REFUSED));
        }
        RuntimeException failure = failures.poll();
        if (failure != null) {
            return Mono.error(failure);
        }
        sent.add(parcel);
        return holding;
    }

    static TransferException failure(Kind kind) {
        return new TransferException(kind, "mail.lab.org", kind + " for the test");
    }
}
