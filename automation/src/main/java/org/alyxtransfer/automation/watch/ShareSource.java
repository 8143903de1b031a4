package org.alyxtransfer.automation.watch;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger.OnShare;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks for files in the sessions' folders of the share. A file counts once it was found with the same size and time in
 * so many looks; files that are still being stored have hidden names and never count.
 */
final class ShareSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(ShareSource.class);
    private static final int BATCH = 500;
    private static final int MOST_TOLD = 1_000;
    private static final int LEVELS_ABOVE = 6; // folders between the storage's root and a subject's, at most

    private final Rule rule;
    private final OnShare trigger;
    private final FileSource share;
    private final WatchState state;
    private final Duration poll;
    private final Scheduler time;
    private final FileFilter wanted;
    private final Set<FilePath> told = ConcurrentHashMap.newKeySet();
    private Map<String, Sighting> lastLook = Map.of(); // of one look at a time

    /**
     * How often in a row a file was found as it is.
     *
     * @param isBeingWritten it was another one at the look before
     */
    private record Sighting(String version, int looks, long counted, boolean isBeingWritten) {
        /** Whether the next looks will tell; what is still being written is for another day. */
        boolean isUnsure(int enough) {
            return looks < enough && !isBeingWritten;
        }
    }

    ShareSource(Rule rule, FileSource share, WatchState state, Duration poll, Scheduler time) {
        this.rule = rule;
        this.trigger = (OnShare) rule.trigger();
        this.share = share;
        this.state = state;
        this.poll = poll;
        this.time = time;
        this.wanted = new FileFilter(trigger.files(), List.of(), Optional.empty());
    }

    /** The session whose folder a file lies in. */
    static SessionPath session(FilePath file) {
        List<String> elements = file.elements();
        for (int end = 3; end < elements.size(); end++) {
            Optional<SessionPath> session = SessionPath.ofFolder(elements.subList(0, end));
            if (session.isPresent()) {
                return session.get();
            }
        }
        throw new TransferException(Kind.INVALID, file.value(), "lies in no session's folder");
    }

    @Override
    public String name() {
        return "share";
    }

    @Override
    public Mono<Look> look() {
        String source = "rule " + rule.name();
        return state.note(source).flatMap(known -> {
            Map<String, Sighting> sightings = new HashMap<>();
            List<TransferException> leftOut = new ArrayList<>();
            // what lies there when the rule is first seen is no news
            List<String> forRules = known.isPresent() ? List.of(rule.name()) : List.of();
            int enough = known.isPresent() ? trigger.stablePolls() : 1;
            return files(FilePath.ROOT, 0, leftOut)
                    .filter(file -> isStable(file, sightings, enough))
                    .map(file -> Seen.itself(file.path().value(), version(file)))
                    .buffer(BATCH)
                    .concatMap(found -> state.see(source, found, forRules, now()), 1)
                    .then(Mono.defer(() -> state.note(source, Long.toString(now()))))
                    .then(Mono.fromSupplier(() -> {
                        lastLook = sightings;
                        boolean isUnsure = sightings.values().stream().anyMatch(sighting -> sighting.isUnsure(enough));
                        return Look.without(leftOut, isUnsure);
                    }));
        });
    }

    @Override
    public Flux<FilePath> hints() {
        return share.changes(FilePath.ROOT).filter(path -> !FileFilter.isJunk(path.name()));
    }

    private boolean isStable(FileStat file, Map<String, Sighting> sightings, int enough) {
        String version = version(file);
        Sighting before = lastLook.get(file.path().value());
        boolean isAnother = before != null && !before.version().equals(version);
        Sighting now = new Sighting(version, 1, now(), isAnother);
        if (before != null && !isAnother) {
            boolean counts = now.counted() - before.counted() >= poll.toMillis() * 9 / 10; // hints bring early looks
            now = counts ? new Sighting(version, Math.min(before.looks() + 1, enough), now.counted(), false) : before;
        }
        sightings.put(file.path().value(), now);
        return now.looks() >= enough;
    }

    private Flux<FileStat> files(FilePath folder, int depth, List<TransferException> leftOut) {
        Optional<SessionPath> session = SessionPath.ofFolder(folder.elements());
        if (session.isPresent()) {
            boolean asked = trigger.subjects().isEmpty()
                    || trigger.subjects().contains(session.get().subject());
            return asked ? below(folder, session.get(), folder, leftOut) : Flux.empty();
        }
        return depth > LEVELS_ABOVE + 2
                ? Flux.empty()
                : list(folder, leftOut)
                        .filter(FileStat::isDirectory)
                        .filter(found -> !isOfTheDisk(found.path()))
                        .concatMap(found -> files(found.path(), depth + 1, leftOut), 1);
    }

    private Flux<FileStat> below(FilePath folder, SessionPath session, FilePath top, List<TransferException> leftOut) {
        return list(folder, leftOut)
                .concatMap(
                        found -> found.isDirectory()
                                ? below(found.path(), session, top, leftOut)
                                : Flux.just(found).filter(file -> wanted.rejects(
                                                session, file.path().relativeTo(top))
                                        .isEmpty()),
                        1)
                .onErrorResume(ShareSource::isGone, gone -> Flux.empty());
    }

    /** One folder that may not be read, or holds names that no file of ours can have, hides no other; it is told once. */
    private Flux<FileStat> list(FilePath folder, List<TransferException> leftOut) {
        return share.list(folder).onErrorResume(failure -> concernsOnly(folder, failure), failure -> {
            // names that cannot be used are no files of ours: nothing that was asked for is missing
            if (failure instanceof TransferException denied
                    && denied.kind() == Kind.DENIED
                    && leftOut.size() < MOST_TOLD) {
                leftOut.add(leftOut(denied));
            }
            if (told.size() < MOST_TOLD && told.add(folder)) {
                LOG.warn("rule {}: not all of the share can be looked at: {}", rule.name(), failure.getMessage());
            }
            return Flux.empty();
        });
    }

    private static TransferException leftOut(TransferException denied) {
        return new TransferException(
                Kind.DENIED,
                denied.where(),
                "cannot be read (" + Look.reason(denied)
                        + ") and is left out, with all that lies in it; all else of the"
                        + " share is looked at. Let the share's user read it, or move it away",
                denied);
    }

    /** Of a share that is a whole disk. */
    private static boolean isOfTheDisk(FilePath folder) {
        return folder.parent().isRoot() && FolderSource.OF_THE_DISK.contains(folder.name());
    }

    private static boolean concernsOnly(FilePath folder, Throwable failure) {
        Kind kind = failure instanceof TransferException known ? known.kind() : Kind.UNEXPECTED;
        return kind == Kind.INVALID || (kind == Kind.DENIED && !folder.isRoot());
    }

    private static boolean isGone(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }

    private static String version(FileStat file) {
        return file.size() + " " + file.modified();
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }
}
