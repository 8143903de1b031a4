package org.alyxtransfer.plan;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;

/** Tells which names of one folder would be the same file on a share that ignores case. */
final class CaseClash {
    private final Map<String, FilePath> first = new HashMap<>();
    private final Set<String> clashing = new HashSet<>();

    CaseClash(FolderWalk.Listing listing) {
        Stream.concat(listing.files().stream().map(FileStat::path), listing.folders().stream())
                .filter(path -> first.putIfAbsent(path.caseFolded(), path) != null)
                .forEach(path -> clashing.add(path.caseFolded()));
    }

    /** Why the file cannot be stored; both of a pair are refused, since either could be the right one. */
    Optional<TransferException> complaint(FilePath path) {
        if (!clashing.contains(path.caseFolded())) {
            return Optional.empty();
        }
        return Optional.of(new TransferException(
                Kind.CONFLICT,
                path.value(),
                "another name in its folder differs only in case, and the share would take both for one file; "
                        + "nothing was sent. Rename one of them"));
    }
}
