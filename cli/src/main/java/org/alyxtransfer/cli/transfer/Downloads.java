package org.alyxtransfer.cli.transfer;

import java.nio.file.Path;
import java.util.function.Predicate;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.DatasetPlaces;
import org.alyxtransfer.plan.DownloadPlanner;
import org.alyxtransfer.plan.DownloadSettings;
import org.alyxtransfer.plan.TransferPlan;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Plans downloads from wherever the profile and Alyx say that datasets are. */
public final class Downloads {
    private final Connections open;
    private final Engines engines;

    public Downloads(Connections open, Engines engines) {
        this.open = open;
        this.engines = engines;
    }

    /** Asks Alyx for its repositories, and for the rest as the plan is used. */
    public Mono<TransferPlan> plan(Flux<SessionSummary> sessions, DownloadSettings what, Path into) {
        return planner(what, into).map(planner -> planner.plan(sessions));
    }

    /** Of the sessions' datasets, those that are chosen. */
    public Mono<TransferPlan> plan(
            Flux<SessionSummary> sessions, Predicate<Dataset> chosen, DownloadSettings what, Path into) {
        return planner(what, into).map(planner -> planner.plan(sessions, chosen));
    }

    private Mono<DownloadPlanner> planner(DownloadSettings what, Path into) {
        return open.alyx()
                .repositories()
                .collectMap(Repository::name)
                .map(repositories -> new DownloadPlanner(
                        open.alyx(),
                        open.limitedFolder(into),
                        new DatasetPlaces(open, repositories),
                        what,
                        engines.digest(),
                        engines.doneBefore()));
    }
}
