package org.alyxtransfer.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** The plan of a benchmark: everything that is there, to the same place below the destination's root. */
final class TreePlan {
    private static final int SESSION_DEPTH = 3; // subject, date, number

    private TreePlan() {}

    /** Where a file goes; ids are made up from its path. */
    static FilePath onShare(FilePath path, Naming naming) {
        return naming.registered(path, UUID.nameUUIDFromBytes(path.value().getBytes(StandardCharsets.UTF_8)));
    }

    /** Each session is walked when its turn comes, as in an upload of users. */
    static Flux<PlanItem> ofFolder(Path root, FileSource source, Naming naming, Scheduler disk) throws IOException {
        try (Stream<Path> folders = Files.walk(root, SESSION_DEPTH)) {
            List<Path> sessions = folders.filter(
                            folder -> root.relativize(folder).getNameCount() == SESSION_DEPTH)
                    .sorted()
                    .toList();
            return Flux.fromIterable(sessions).map(folder -> {
                FilePath path = below(root, folder);
                Flux<PlannedFile> files = Mono.fromCallable(() -> files(root, folder, source, naming))
                        .subscribeOn(disk)
                        .flatMapIterable(found -> found);
                return new PlannedSession(SessionPath.ofFolder(path.elements()).orElseThrow(), path, false, files);
            });
        }
    }

    private static List<PlannedFile> files(Path root, Path session, FileSource source, Naming naming)
            throws IOException {
        try (Stream<Path> files = Files.walk(session)) {
            return files.filter(Files::isRegularFile)
                    .<PlannedFile>map(file -> fromDisk(root, file, source, naming))
                    .toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    private static FilePath below(Path root, Path path) {
        return FilePath.of(root.relativize(path).toString().replace('\\', '/'));
    }

    /** Reads a list with a line per file: MD5, size, path; the files are compared with the MD5s or not. */
    static Flux<PlanItem> ofList(Path list, FileSource source, boolean compare) throws IOException {
        return sessions(Files.readAllLines(list).stream()
                .map(line -> line.split(" ", 3))
                .map(line -> file(
                        FilePath.of(line[2]),
                        FilePath.of(line[2]),
                        source,
                        Long.parseLong(line[1]),
                        Instant.EPOCH,
                        compare ? Optional.of(new Checksum(Algorithm.MD5, line[0])) : Optional.empty()))
                .toList());
    }

    private static ToMove fromDisk(Path root, Path file, FileSource source, Naming naming) {
        try {
            BasicFileAttributes found = Files.readAttributes(file, BasicFileAttributes.class);
            FilePath path = below(root, file);
            return file(
                    path,
                    onShare(path, naming),
                    source,
                    found.size(),
                    found.lastModifiedTime().toInstant(),
                    Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ToMove file(
            FilePath path,
            FilePath target,
            FileSource source,
            long size,
            Instant modified,
            Optional<Checksum> expected) {
        List<String> elements = path.elements();
        SessionPath session = SessionPath.ofFolder(elements.subList(0, 3)).orElseThrow();
        return new ToMove(
                session,
                DatasetPath.parse(path.relativeTo(session.folder())),
                List.of(new Location(source, path)),
                target,
                size,
                modified,
                expected,
                Optional.empty(),
                true,
                OnExisting.FAIL);
    }

    private static Flux<PlanItem> sessions(List<ToMove> files) {
        Map<SessionPath, List<ToMove>> sessions =
                files.stream().collect(Collectors.groupingBy(ToMove::session, LinkedHashMap::new, Collectors.toList()));
        return Flux.fromIterable(sessions.entrySet())
                .map(session -> new PlannedSession(
                        session.getKey(), session.getKey().folder(), false, Flux.fromIterable(session.getValue())));
    }
}
