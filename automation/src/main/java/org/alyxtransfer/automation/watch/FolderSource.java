package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks for finished sessions in a folder of this computer: those with the flag file, or those in which nothing changed
 * for long enough and between two looks.
 */
final class FolderSource implements Source {
    private static final Logger LOG = LoggerFactory.getLogger(FolderSource.class);
    private static final int MOST_TOLD = 1_000;

    /** Folders in a disk's root that its file system keeps for itself (ext4, NTFS), and lets nobody read. */
    static final Set<String> OF_THE_DISK = Set.of("lost+found", "System Volume Information");

    private final Rule rule;
    private final OnFolder trigger;
    private final WatchState state;
    private final Scheduler disk;
    private final Scheduler time;
    private final Set<Path> told = ConcurrentHashMap.newKeySet();
    private Map<Path, String> lastLook = Map.of(); // of one look at a time

    FolderSource(Rule rule, WatchState state, Scheduler disk, Scheduler time) {
        this.rule = rule;
        this.trigger = (OnFolder) rule.trigger();
        this.state = state;
        this.disk = disk;
        this.time = time;
    }

    @Override
    public String name() {
        return "folder " + trigger.folder();
    }

    @Override
    public Mono<Look> look() {
        return Mono.fromCallable(this::walk).subscribeOn(disk).flatMap(walk -> {
            List<Seen> finished = new ArrayList<>();
            Map<Path, String> versions = new HashMap<>();
            for (Found session : walk.found()) {
                versions.put(session.folder(), session.version());
                if (isFinished(session)) {
                    finished.add(Seen.itself(session.folder().toString(), session.version()));
                }
            }
            boolean isUnsure = walk.found().stream().anyMatch(this::mayBeFinished);
            lastLook = versions;
            return state.see("rule " + rule.name(), finished, List.of(rule.name()), now())
                    .thenReturn(Look.without(walk.leftOut(), isUnsure));
        });
    }

    private boolean isFinished(Found session) {
        if (!trigger.flag().isEmpty()) {
            return session.flagged();
        }
        return isOld(session) && session.version().equals(lastLook.get(session.folder()));
    }

    /** One that the next look will be sure of; what is still being written is for another day. */
    private boolean mayBeFinished(Found session) {
        return trigger.flag().isEmpty() && isOld(session) && !isFinished(session);
    }

    /** Folders in which nothing lies yet were made for a session that is to come. */
    private boolean isOld(Found session) {
        return !session.isEmpty()
                && now() - session.newest() >= trigger.stable().toMillis();
    }

    /** A session's folder, with a digest of all names, sizes and times in it. */
    private record Found(Path folder, boolean flagged, boolean isEmpty, long newest, String version) {}

    /** What was found, and what was left out of it. */
    private record Walk(List<Found> found, List<TransferException> leftOut) {}

    /** One folder that may not be read hides its own session only, which is not uploaded without it; it is told once. */
    private Walk walk() {
        Walk walk = new Walk(new ArrayList<>(), new ArrayList<>());
        try {
            Files.walkFileTree(trigger.folder(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) {
                    if (session(folder).isEmpty()) {
                        return FileVisitResult.CONTINUE;
                    }
                    try {
                        walk.found().add(look(folder, trigger.flag()));
                    } catch (IOException e) {
                        leaveOut(folder, e, walk);
                    }
                    return FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFileFailed(Path place, IOException why) throws IOException {
                    if (place.equals(trigger.folder())) {
                        throw why; // then nothing at all is seen
                    }
                    if (!isOfTheDisk(place)) {
                        leaveOut(place, why, walk);
                    }
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException why) throws IOException {
                    return why == null ? FileVisitResult.CONTINUE : visitFileFailed(folder, why);
                }
            });
        } catch (IOException e) {
            throw new TransferException(
                    Kind.UNAVAILABLE, trigger.folder().toString(), "cannot be looked through: " + e, e);
        }
        return walk;
    }

    private boolean isOfTheDisk(Path place) {
        return trigger.folder().equals(place.getParent())
                && OF_THE_DISK.contains(place.getFileName().toString());
    }

    private void leaveOut(Path place, IOException why, Walk walk) {
        if (why instanceof NoSuchFileException) {
            return; // it went away meanwhile; the next look finds what became of it
        }
        boolean isDenied = why instanceof AccessDeniedException;
        Path which = why instanceof FileSystemException known && known.getFile() != null
                ? place.resolve(known.getFile())
                : place;
        TransferException leftOut = new TransferException(
                isDenied ? Kind.DENIED : Kind.UNAVAILABLE,
                which.toString(),
                "cannot be read (" + (isDenied ? "access denied" : reason(why)) + ") and is left out, with the whole"
                        + " session that it is a part of; all else is looked at. Let the user who runs this read it, or"
                        + " move it away",
                why);
        if (walk.leftOut().size() < MOST_TOLD) {
            walk.leftOut().add(leftOut);
        }
        if (told.size() < MOST_TOLD && told.add(which)) {
            LOG.warn("rule {}: {}", rule.name(), leftOut.getMessage());
        }
    }

    private static String reason(IOException why) {
        String told = why instanceof FileSystemException known ? known.getReason() : why.getMessage();
        return told == null ? why.getClass().getSimpleName() : told;
    }

    /** Removes the flag, unless the session is another by now than the one of this version: then it is to be uploaded again. */
    static void lower(Path folder, String flag, String version) throws IOException {
        if (!flag.isEmpty() && look(folder, flag).version().equals(version)) {
            Files.deleteIfExists(folder.resolve(flag));
        }
    }

    private static Found look(Path folder, String flagName) throws IOException {
        List<String> files = new ArrayList<>();
        long[] newest = {0};
        Files.walkFileTree(folder, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (!FileFilter.isJunk(name) && !name.equals(flagName)) {
                    newest[0] =
                            Math.max(newest[0], attributes.lastModifiedTime().toMillis());
                    files.add(folder.relativize(file) + " " + attributes.size() + " " + attributes.lastModifiedTime());
                }
                return FileVisitResult.CONTINUE;
            }
        });
        files.sort(null);
        Path flag = folder.resolve(flagName);
        boolean flagged = !flagName.isEmpty() && Files.exists(flag);
        String since = flagged ? Files.getLastModifiedTime(flag).toString() : "";
        String version = Matching.digest(since + "\n" + String.join("\n", files));
        return new Found(folder, flagged, files.isEmpty(), newest[0], version);
    }

    /** The session whose folder it is. */
    static Optional<SessionPath> session(Path folder) {
        return SessionPath.ofFolder(StreamSupport.stream(folder.spliterator(), false)
                .map(Path::toString)
                .toList());
    }

    private long now() {
        return time.now(TimeUnit.MILLISECONDS);
    }
}
