package org.alyxtransfer.cli.transfer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import org.alyxtransfer.engine.TransferMeters;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.TransferEvent;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;

/** Counts what the transfers of this process do, from when somebody shows it: before that it costs nothing. */
public final class RunMeters {
    private static volatile @Nullable RunMeters
            shown; // commands that 'watch' runs within its own process count as well

    private final Map<Direction, TransferMeters> byDirection = new EnumMap<>(Direction.class);

    private RunMeters(MeterRegistry registry) {
        for (Direction direction : Direction.values()) {
            byDirection.put(direction, new TransferMeters(registry, direction));
        }
    }

    /** All runs that begin from now on are counted there. */
    public static void showIn(MeterRegistry registry) {
        shown = new RunMeters(registry);
    }

    static Flux<TransferEvent> counting(Direction direction, Flux<TransferEvent> events) {
        return Flux.defer(() -> {
            RunMeters meters = shown;
            TransferMeters own = meters == null ? null : meters.byDirection.get(direction);
            return own == null ? events : own.counting(events);
        });
    }
}
