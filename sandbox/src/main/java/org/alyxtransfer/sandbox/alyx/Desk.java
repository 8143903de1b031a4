package org.alyxtransfer.sandbox.alyx;

import java.util.concurrent.Callable;
import java.util.function.Function;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;
import reactor.core.scheduler.Schedulers;

/**
 * Where requests take turns with the store: one after the other, each turn short and without waiting, so that a turn
 * is what a statement in autocommit is to a database.
 */
final class Desk {
    private final Store store;
    private final Scheduler turns = Schedulers.newSingle("sandbox-alyx-state", true);

    Desk(Store store) {
        this.store = store;
    }

    <T> Mono<T> turn(Function<Store, T> action) {
        Callable<T> turn = () -> look(action);
        return Mono.fromCallable(turn).subscribeOn(turns);
    }

    /** Looks at the store from any thread; waits for the turn in progress, which is short. */
    <T> T look(Function<Store, T> action) {
        synchronized (store) {
            return action.apply(store);
        }
    }

    void close() {
        turns.dispose();
    }
}
