package org.alyxtransfer.cli.alyxsetup;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.DataFormat;
import org.alyxtransfer.alyx.DatasetType;
import org.alyxtransfer.alyx.Lab;
import org.alyxtransfer.alyx.Project;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.alyx.Subject;
import org.alyxtransfer.cli.alyxsetup.WantedAlyx.FormatEntry;
import org.alyxtransfer.cli.alyxsetup.WantedAlyx.LabEntry;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Creates in Alyx what a file names and Alyx lacks, one thing after the other, each before those that refer to it. Again
 * does nothing. The first refusal ends it; what was made before stays, and the next run goes on.
 */
public final class AlyxCompletion {
    private final AlyxClient alyx;
    private final boolean dryRun;

    /** One thing of the file: what kind, its name, and whether it was missing. */
    public record Entry(String kind, String name, boolean isMissing) {}

    public AlyxCompletion(AlyxClient alyx, boolean dryRun) {
        this.alyx = alyx;
        this.dryRun = dryRun;
    }

    /** What becomes of each entry, as it happens. */
    public Flux<Entry> complete(WantedAlyx wanted) {
        return Flux.concat(
                repositories(wanted), labs(wanted), projects(wanted), subjects(wanted), types(wanted), formats(wanted));
    }

    private Flux<Entry> repositories(WantedAlyx wanted) {
        return names(alyx.repositories().map(Repository::name))
                .flatMapMany(known -> Flux.fromIterable(wanted.repositories())
                        .concatMap(
                                entry -> entry(
                                        "repository",
                                        name(entry.name(), "repository"),
                                        known,
                                        alyx.createRepository(new Repository(
                                                name(entry.name(), "repository"),
                                                or(entry.hostname(), ""),
                                                or(entry.path(), "/"),
                                                entry.dataUrl(),
                                                or(entry.type(), ""),
                                                entry.personal()))),
                                1));
    }

    private Flux<Entry> labs(WantedAlyx wanted) {
        return alyx.labs()
                .collectMap(Lab::name, Lab::repositories)
                .flatMapMany(known -> Flux.fromIterable(wanted.labs()).concatMap(entry -> lab(entry, known), 1));
    }

    /** A lab that is there gets the repositories that it lacks. */
    private Mono<Entry> lab(LabEntry entry, Map<String, List<String>> known) {
        String name = name(entry.name(), "lab");
        List<String> repositories = or(entry.repositories(), List.of());
        List<String> before = known.putIfAbsent(name, repositories);
        if (before == null) {
            return missing("lab", name, alyx.createLab(name, repositories));
        }
        Set<String> all = new LinkedHashSet<>(before);
        if (!all.addAll(repositories)) {
            return Mono.just(new Entry("lab", name, false));
        }
        known.put(name, List.copyOf(all));
        return missing("lab's repositories", name, alyx.setRepositories(name, all));
    }

    private Flux<Entry> projects(WantedAlyx wanted) {
        return names(alyx.projects().map(Project::name)).flatMapMany(known -> Flux.fromIterable(wanted.projects())
                .concatMap(
                        entry -> entry(
                                "project",
                                name(entry.name(), "project"),
                                known,
                                alyx.createProject(new Project(
                                        name(entry.name(), "project"),
                                        or(entry.description(), ""),
                                        or(entry.users(), List.of())))),
                        1));
    }

    private Flux<Entry> subjects(WantedAlyx wanted) {
        return names(alyx.subjects().map(Subject::nickname)).flatMapMany(known -> Flux.fromIterable(wanted.subjects())
                .concatMap(
                        entry -> entry(
                                "subject",
                                name(entry.name(), "subject"),
                                known,
                                alyx.createSubject(new Subject(
                                        name(entry.name(), "subject"),
                                        or(entry.lab(), ""),
                                        or(entry.projects(), List.of()),
                                        or(entry.responsibleUser(), ""),
                                        true))),
                        1));
    }

    private Flux<Entry> types(WantedAlyx wanted) {
        return names(alyx.datasetTypes().map(DatasetType::name))
                .flatMapMany(known -> Flux.fromIterable(wanted.datasetTypes())
                        .concatMap(
                                entry -> entry(
                                        "dataset type",
                                        name(entry.name(), "dataset type"),
                                        known,
                                        alyx.createDatasetType(new DatasetType(
                                                name(entry.name(), "dataset type"),
                                                or(entry.pattern(), ""),
                                                or(entry.description(), "")))),
                                1));
    }

    private Flux<Entry> formats(WantedAlyx wanted) {
        return alyx.dataFormats()
                .collectMap(DataFormat::name, DataFormat::extension)
                .flatMapMany(
                        known -> Flux.fromIterable(wanted.dataFormats()).concatMap(entry -> format(entry, known), 1));
    }

    /** Registration finds a file's format by its extension, and fails where several have it. */
    private Mono<Entry> format(FormatEntry entry, Map<String, String> known) {
        String name = name(entry.name(), "data format");
        if (known.containsKey(name)) {
            return Mono.just(new Entry("data format", name, false));
        }
        String extension = or(entry.extension(), "");
        Optional<String> twin = known.keySet().stream()
                .filter(other -> extension.equals(known.get(other)))
                .findFirst();
        if (twin.isPresent()) {
            throw new TransferException(
                    Kind.CONFLICT,
                    "data format " + name,
                    "Alyx has " + twin.get() + " for " + (extension.isEmpty() ? "names without extension" : extension)
                            + "; with two of them no such file could be registered");
        }
        known.put(name, extension);
        return missing(
                "data format",
                name,
                alyx.createDataFormat(new DataFormat(name, extension, or(entry.description(), ""))));
    }

    /** What the file names twice is missing once: Alyx would make twins of some things, which it cannot work with. */
    private Mono<Entry> entry(String kind, String name, Set<String> known, Mono<?> creation) {
        return known.add(name) ? missing(kind, name, creation) : Mono.just(new Entry(kind, name, false));
    }

    private Mono<Entry> missing(String kind, String name, Mono<?> creation) {
        Entry told = new Entry(kind, name, true);
        return dryRun ? Mono.just(told) : creation.thenReturn(told);
    }

    private static Mono<Set<String>> names(Flux<String> names) {
        return names.collect(TreeSet<String>::new, Set::add).map(all -> all);
    }

    private static String name(@Nullable String name, String kind) {
        if (name == null || name.isBlank()) {
            throw new TransferException(Kind.INVALID, kind, "an entry of the file has no name");
        }
        return name;
    }

    private static <T> T or(@Nullable T value, T otherwise) {
        return value == null ? otherwise : value;
    }
}
