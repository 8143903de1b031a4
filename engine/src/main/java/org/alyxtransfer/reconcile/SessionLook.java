package org.alyxtransfer.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.List;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.FolderWalk;
import org.alyxtransfer.plan.FolderWalk.Listing;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the three places what they have of a session. A folder that cannot be listed to its end is never taken for less. */
@CheckReturnValue
final class SessionLook {
    private static final Logger LOG = LoggerFactory.getLogger(SessionLook.class);

    private final AlyxClient alyx;
    private final FileSource share;

    SessionLook(AlyxClient alyx, FileSource share) {
        this.alyx = alyx;
        this.share = share;
    }

    Mono<SessionView> at(SessionPlaces places) {
        return Mono.zip(datasets(places), onShare(places), here(places))
                .map(all -> new SessionView(
                        places.session(),
                        places.id().isPresent(),
                        all.getT1(),
                        all.getT2(),
                        all.getT3(),
                        places.isDiskComplete()));
    }

    private Mono<List<Dataset>> datasets(SessionPlaces places) {
        return Mono.justOrEmpty(places.id())
                .flatMapMany(id -> alyx.datasets(DatasetQuery.ofSession(id)))
                .filter(SessionLook::isUsable)
                .collectList();
    }

    private Mono<List<Copy>> onShare(SessionPlaces places) {
        return files(share, places.session().folder())
                .map(file -> new Copy(share, file))
                .collectList();
    }

    private static Mono<List<SessionView.Here>> here(SessionPlaces places) {
        return Flux.fromIterable(places.folders())
                .concatMap(SessionLook::here, 1)
                .collectList();
    }

    private static Flux<SessionView.Here> here(Location folder) {
        return files(folder.source(), folder.path())
                .filter(file -> !FileFilter.isJunk(file.path().name()))
                .map(file ->
                        new SessionView.Here(relative(file.path(), folder.path()), new Copy(folder.source(), file)));
    }

    private static Flux<FileStat> files(FileSource source, FilePath folder) {
        return FolderWalk.below(source, folder)
                .concatMap(listing -> files(listing, folder), 1)
                .filter(FileStat::isFile);
    }

    private static Flux<FileStat> files(Listing listing, FilePath top) {
        if (listing.failure().isEmpty()) {
            return Flux.fromIterable(listing.files());
        }
        TransferException failure = listing.failure().get();
        boolean absent = failure.kind() == Kind.NOT_FOUND && listing.folder().equals(top);
        return absent ? Flux.empty() : Flux.error(failure);
    }

    private static FilePath relative(FilePath path, FilePath folder) {
        return folder.isRoot() ? path : path.relativeTo(folder);
    }

    private static boolean isUsable(Dataset dataset) {
        try {
            return !dataset.path().relative().isRoot();
        } catch (TransferException unusable) {
            LOG.warn("dataset {} is left out: {}", dataset.id(), unusable.getMessage());
            return false;
        }
    }
}
