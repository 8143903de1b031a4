package org.alyxtransfer.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Walks folders depth first, in the order of names; links are listed and not followed. Holds one folder's listing per
 * level in memory. A folder that cannot be listed, or not to its end, is told and does not end the walk: it is never taken
 * for an empty one, and one unusable name hides no other.
 */
public final class FolderWalk {
    private FolderWalk() {}

    /** What lies directly in one folder; with a failure, what was told before it. */
    public record Listing(
            FilePath folder, List<FileStat> files, List<FilePath> folders, Optional<TransferException> failure) {
        static Listing of(FilePath folder, List<FileStat> entries, Optional<TransferException> failure) {
            List<FileStat> files = new ArrayList<>();
            List<FilePath> folders = new ArrayList<>();
            entries.sort(Comparator.comparing(FileStat::path));
            for (FileStat entry : entries) {
                if (entry.isDirectory()) {
                    folders.add(entry.path());
                } else {
                    files.add(entry);
                }
            }
            return new Listing(folder, files, folders, failure);
        }
    }

    /** A session's folder, or a folder outside of sessions that could not be listed or holds files. */
    public sealed interface Found {
        record Session(SessionPath session, FilePath folder) implements Found {}

        record Outside(Listing listing) implements Found {}
    }

    /** The session folders at and below a root, and what lies outside of them. */
    public static Flux<Found> sessions(UploadRoot root) {
        return sessions(root, FilePath.ROOT);
    }

    /** One folder's files and then those of its folders, a listing at a time. */
    public static Flux<Listing> below(FileSource source, FilePath folder) {
        return listing(source, folder)
                .flatMapMany(listing -> Flux.concat(
                        Flux.just(listing),
                        Flux.fromIterable(listing.folders()).concatMap(next -> below(source, next), 1)));
    }

    private static Flux<Found> sessions(UploadRoot root, FilePath folder) {
        Optional<SessionPath> session = SessionPath.ofFolder(
                Stream.concat(root.names().stream(), folder.elements().stream()).toList());
        if (session.isPresent()) {
            return Flux.just(new Found.Session(session.get(), folder));
        }
        return listing(root.source(), folder)
                .flatMapMany(listing -> Flux.concat(
                        Flux.just(new Found.Outside(listing)),
                        Flux.fromIterable(listing.folders()).concatMap(next -> sessions(root, next), 1)));
    }

    private static Mono<Listing> listing(FileSource source, FilePath folder) {
        return Mono.defer(() -> {
            List<FileStat> entries = new ArrayList<>();
            return source.list(folder)
                    .doOnNext(entries::add)
                    .then(Mono.fromSupplier(() -> Listing.of(folder, entries, Optional.empty())))
                    .onErrorResume(failure -> Mono.fromSupplier(() ->
                            Listing.of(folder, entries, Optional.of(TransferException.from(failure, folder.value())))));
        });
    }
}
