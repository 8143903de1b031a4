package org.alyxtransfer.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.function.Predicate;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Flux;

/**
 * Plans a download: sessions to datasets to the places where their bytes can be had; leaves out what is here already.
 *
 * <p>Names that the server gives are checked before they become files. A session without a number, or with a name that
 * cannot be a folder, is told and left out.
 */
@CheckReturnValue
public final class DownloadPlanner {
    private final AlyxClient alyx;
    private final Storage destination;
    private final DatasetSources sources;
    private final DownloadSettings settings;
    private final ContentDigest digest;
    private final DoneBefore doneBefore;

    public DownloadPlanner(
            AlyxClient alyx,
            Storage destination,
            DatasetSources sources,
            DownloadSettings settings,
            ContentDigest digest) {
        this(alyx, destination, sources, settings, digest, DoneBefore.NOTHING);
    }

    /** One that continues a job. */
    public DownloadPlanner(
            AlyxClient alyx,
            Storage destination,
            DatasetSources sources,
            DownloadSettings settings,
            ContentDigest digest,
            DoneBefore doneBefore) {
        this.alyx = alyx;
        this.destination = destination;
        this.sources = sources;
        this.settings = settings;
        this.digest = digest;
        this.doneBefore = doneBefore;
    }

    /** The datasets of the sessions that a query found. */
    public TransferPlan plan(Flux<SessionSummary> sessions) {
        return plan(sessions, any -> true);
    }

    /** Of the datasets of the sessions that a query found, those that are chosen. */
    public TransferPlan plan(Flux<SessionSummary> sessions, Predicate<Dataset> chosen) {
        return new TransferPlan(
                Direction.DOWNLOAD, Naming.PLAIN, false, destination, sessions.map(found -> item(found, chosen)));
    }

    private PlanItem item(SessionSummary found, Predicate<Dataset> chosen) {
        try {
            return session(found, found.path(), chosen);
        } catch (TransferException unusable) {
            return new PlanItem.Unplannable("session " + found.id(), unusable);
        }
    }

    private PlannedSession session(SessionSummary found, SessionPath session, Predicate<Dataset> chosen) {
        FileFilter wanted = settings.wanted();
        Flux<PlannedFile> files = doneBefore.in(session).flatMapMany(done -> alyx.datasets(
                        DatasetQuery.ofSession(found.id()))
                .filter(dataset -> settings.allRevisions() || dataset.isDefault())
                .filter(chosen)
                .flatMapSequential(
                        dataset -> new DownloadDecision(
                                        session, found.lab(), dataset, destination, settings, digest, done)
                                .make(wanted, sources),
                        8, // some have to hash the file that is here to be made
                        1));
        return new PlannedSession(session, DownloadSettings.folder(found.lab(), session.folder()), true, files);
    }
}
