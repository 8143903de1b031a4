package org.alyxtransfer.storage.local;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * The entries of one folder, read in batches as they are asked for.
 *
 * <p>Entries whose names cannot be a {@link FilePath} make the listing fail, but only after all others were told: they
 * must not vanish without a word, nor hide the rest.
 */
final class LocalListing {
    private static final int BATCH = 128;
    private static final int NAMES_TOLD = 3;

    private final FilePath folder;
    private final Path at;
    private final DirectoryStream<Path> stream;
    private final Iterator<Path> entries;
    private final List<String> unusable = new ArrayList<>();

    @SuppressWarnings("StreamResourceLeak") // it stays open between batches; close() ends it
    private LocalListing(FilePath folder, Path at) throws IOException {
        this.folder = folder;
        this.at = at;
        this.stream = Files.newDirectoryStream(at);
        this.entries = stream.iterator();
    }

    static Flux<FileStat> of(DiskIo io, LocalPaths paths, FilePath folder) {
        return Flux.usingWhen(
                io.open(folder, LocalListing.class, () -> open(paths, folder), LocalListing::close),
                listing -> io.call(folder, listing::nextBatch)
                        .repeat()
                        .takeWhile(batch -> !batch.isEmpty())
                        .concatMapIterable(batch -> batch, 1)
                        .concatWith(listing.complaint()),
                listing -> io.run(folder, listing::close));
    }

    private static LocalListing open(LocalPaths paths, FilePath folder) throws IOException {
        Path at = paths.find(folder);
        BasicFileAttributes found = LocalPaths.attributes(at);
        if (!folder.isRoot() && found != null && found.isSymbolicLink()) {
            throw new TransferException(Kind.DENIED, folder.value(), "is a link; links are never followed");
        }
        if (found != null && found.isRegularFile()) {
            throw new NotDirectoryException(at.toString());
        }
        return new LocalListing(folder, at);
    }

    /** Empty after the last entry. */
    private List<FileStat> nextBatch() throws IOException {
        List<FileStat> batch = new ArrayList<>();
        try {
            while (batch.size() < BATCH && entries.hasNext()) {
                add(entries.next(), batch);
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        return batch;
    }

    private void add(Path entry, List<FileStat> batch) throws IOException {
        String name = String.valueOf(entry.getFileName());
        if (name.equals(LocalLease.FILE)) {
            return;
        }
        FilePath path;
        try {
            path = folder.resolve(name);
        } catch (TransferException e) {
            unusable.add(e.where());
            return;
        }
        if (name.indexOf('\uFFFD') >= 0) { // not text in this locale's encoding
            unusable.add(path.value());
            return;
        }
        BasicFileAttributes found = LocalPaths.attributes(entry);
        if (found != null) { // else it went away since
            batch.add(LocalPaths.stat(path, found));
        }
    }

    private Mono<FileStat> complaint() {
        return Mono.defer(() -> unusable.isEmpty()
                ? Mono.empty()
                : Mono.error(new TransferException(
                        Kind.INVALID,
                        folder.isRoot() ? at.toString() : folder.value(),
                        unusable.size() + " entries have names that cannot be transferred; rename them: "
                                + unusable.stream().limit(NAMES_TOLD).toList())));
    }

    private void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
