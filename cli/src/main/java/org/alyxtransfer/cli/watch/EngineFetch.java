package org.alyxtransfer.cli.watch;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.watch.Fetch;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.transfer.Downloads;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.OnConflict;
import org.alyxtransfer.plan.Outcome;
import org.alyxtransfer.plan.TransferEvent;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Fetches as the command {@code download} does. */
final class EngineFetch implements Fetch {
    private final Connections open;

    EngineFetch(Connections open) {
        this.open = open;
    }

    @Override
    public Mono<Path> fetch(SessionSummary session, List<Dataset> datasets, Path into) {
        Engines engines = new Engines(open);
        DownloadSettings what = new DownloadSettings(
                List.of(),
                FileFilter.ALL,
                true,
                OnConflict.REPLACE, // an earlier attempt of the command may have changed what is there
                open.settings().get(Keys.REQUIRE_DIGEST));
        Set<UUID> chosen = datasets.stream().map(Dataset::id).collect(Collectors.toSet());
        Path folder = into.resolve(
                DownloadSettings.folder(session.lab(), session.path().folder()).value());
        return new Downloads(open, engines)
                .plan(Flux.just(session), dataset -> chosen.contains(dataset.id()), what, into)
                .flatMapMany(plan -> engines.run(engines.movingOnly(), plan))
                .concatMapIterable(event -> failure(event).stream().toList(), 1)
                .collectList()
                .flatMap(failures -> failures.isEmpty() ? Mono.just(folder) : Mono.error(failures.get(0)));
    }

    private static Optional<TransferException> failure(TransferEvent event) {
        if (event instanceof TransferEvent.NotPlanned none) {
            return Optional.of(none.why());
        }
        if (event instanceof TransferEvent.SessionFailed failed) {
            return Optional.of(failed.why());
        }
        return event instanceof TransferEvent.Finished finished && finished.outcome() instanceof Outcome.Failed failed
                ? Optional.of(failed.why())
                : Optional.empty();
    }
}
