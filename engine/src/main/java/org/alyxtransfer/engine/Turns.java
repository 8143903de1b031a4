package org.alyxtransfer.engine;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Permits;
import reactor.core.publisher.Flux;

/** Lets one work on a folder at a time; knows only folders that somebody works on or waits for. */
final class Turns {
    private final Map<FilePath, Turn> turns = new HashMap<>();

    /** The turns at one folder, and how many take part in them; guarded by the map's owner. */
    private static final class Turn {
        private final Permits permits = new Permits(1);
        private int users;
    }

    <T> Flux<T> during(FilePath folder, Supplier<Flux<T>> work) {
        return Flux.using(() -> enter(folder), turn -> turn.permits.during(work), turn -> leave(folder, turn));
    }

    private synchronized Turn enter(FilePath folder) {
        Turn turn = turns.computeIfAbsent(folder, any -> new Turn());
        turn.users++;
        return turn;
    }

    private synchronized void leave(FilePath folder, Turn turn) {
        turn.users--;
        if (turn.users == 0) {
            turns.remove(folder);
        }
    }

    /** Folders that somebody works on or waits for. */
    synchronized int size() {
        return turns.size();
    }
}
