package org.alyxtransfer.faults;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import reactor.core.publisher.Flux;

/**
 * A job that ended: what it told, and why it stopped if it did.
 *
 * @param stopped why nothing could go on
 */
record Run(List<TransferEvent> events, Optional<TransferException> stopped) {
    static Run of(Flux<TransferEvent> job) {
        List<TransferEvent> events = new ArrayList<>();
        try {
            job.doOnNext(events::add).then().block(FaultLab.PATIENCE);
            return new Run(events, Optional.empty());
        } catch (TransferException e) {
            return new Run(events, Optional.of(e));
        }
    }

    /** By session and path. */
    Map<String, Outcome> outcomes() {
        Map<String, Outcome> outcomes = new TreeMap<>();
        for (TransferEvent event : events) {
            if (event instanceof TransferEvent.Finished finished) {
                String name = finished.file().session() + "/" + finished.file().relative();
                if (outcomes.put(name, finished.outcome()) != null) {
                    throw new AssertionError(name + " finished twice");
                }
            }
        }
        return outcomes;
    }

    /** Why files, sessions or the whole job failed. */
    List<TransferException> failures() {
        List<TransferException> failures = new ArrayList<>(stopped.stream().toList());
        for (TransferEvent event : events) {
            if (event instanceof TransferEvent.SessionFailed failed) {
                failures.add(failed.why());
            } else if (event instanceof TransferEvent.NotPlanned left) {
                failures.add(left.why());
            }
        }
        for (Outcome outcome : outcomes().values()) {
            if (outcome instanceof Outcome.Failed failed) {
                failures.add(failed.why());
            } else if (outcome instanceof Outcome.Unregistered left) {
                failures.add(left.why());
            }
        }
        return failures;
    }

    List<Kind> kinds() {
        return failures().stream().map(TransferException::kind).distinct().toList();
    }

    long count(Outcome outcome) {
        return outcomes().values().stream().filter(outcome::equals).count();
    }
}
