package org.alyxtransfer.cli.transfer;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.journal.JournalEntry;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.storage.FileStat;

/** What an earlier run of a registration left of one session. */
final class EarlierRegistration {
    private final Map<FileKey, FileProgress> files;

    EarlierRegistration(Collection<FileProgress> files) {
        this.files = files.stream().collect(Collectors.toMap(FileProgress::file, Function.identity()));
    }

    /** The digest of a file that has the same size and time since. */
    Optional<Checksum> checksum(SessionPath session, FileStat file) {
        FileKey key = new FileKey(session, file.path().relativeTo(session.folder()));
        return Optional.ofNullable(files.get(key))
                .filter(before ->
                        before.size() == file.size() && before.modified().equals(file.modified()))
                .flatMap(before -> before.checksums().stream().findFirst());
    }

    /** When it was last sent to Alyx, by a request that may still run. */
    Optional<Instant> sent(FileKey file) {
        return Optional.ofNullable(files.get(file)).flatMap(FileProgress::sent);
    }

    /** Those that are not to be registered any more: they have their new names already, or are gone. */
    List<JournalEntry> ended(Set<FileKey> stillThere) {
        return files.values().stream()
                .filter(before -> !stillThere.contains(before.file()))
                .<JournalEntry>map(before -> new JournalEntry.Ended(
                        before.file(), before.step().compareTo(Step.REGISTERED) >= 0 ? "Done" : "Gone"))
                .toList();
    }
}
