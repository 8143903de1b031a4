package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.StreamSupport;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/**
 * Looks for finished sessions in a folder of this computer: those with the flag file, or those in which nothing changed
 * for long enough and between two looks.
 */
final class FolderSource implements Source {
    private final Rule rule;
    private final OnFolder trigger;
    private final WatchState state;
    private final Scheduler disk;
    private final Scheduler time;
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
    public Mono<Boolean> look() {
        return Mono.fromCallable(this::walk).subscribeOn(disk).flatMap(found -> {
            List<Seen> finished = new ArrayList<>();
            Map<Path, String> versions = new HashMap<>();
            for (Found session : found) {
                versions.put(session.folder(), session.version());
                if (isFinished(session)) {
                    finished.add(Seen.itself(session.folder().toString(), session.version()));
                }
            }
            boolean unsure = trigger.flag().isEmpty() && !versions.equals(lastLook);
            lastLook = versions;
            return state.see("rule " + rule.name(), finished, List.of(rule.name()), now())
                    .thenReturn(unsure);
        });
    }

    private boolean isFinished(Found session) {
        if (!trigger.flag().isEmpty()) {
            return session.flagged();
        }
        boolean isOld = now() - session.newest() >= trigger.stable().toMillis();
        return isOld && session.version().equals(lastLook.get(session.folder()));
    }

    /** A session's folder, with a digest of all names, sizes and times in it. */
    private record Found(Path folder, boolean flagged, long newest, String version) {}

    private List<Found> walk() {
        List<Found> found = new ArrayList<>();
        try {
            Files.walkFileTree(trigger.folder(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes any) throws IOException {
                    if (session(folder).isEmpty()) {
                        return FileVisitResult.CONTINUE;
                    }
                    found.add(look(folder, trigger.flag()));
                    return FileVisitResult.SKIP_SUBTREE;
                }
            });
        } catch (IOException e) {
            throw new TransferException(
                    Kind.UNAVAILABLE, trigger.folder().toString(), "cannot be looked through: " + e, e);
        }
        return found;
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
        return new Found(folder, flagged, newest[0], Matching.digest(since + "\n" + String.join("\n", files)));
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
