package org.alyxtransfer.cli.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.DatasetSources;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.http.BaseUrl;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a dataset's bytes can be had: by HTTP from each repository that has a copy and a URL, the profile's own first, and
 * then from the profile's share. Each under the form of name that the profile says, then under the other one.
 */
public final class DatasetPlaces implements DatasetSources {
    private static final Logger LOG = LoggerFactory.getLogger(DatasetPlaces.class);

    private final Connections connections;
    private final Map<String, Repository> repositories;
    private final String own;
    private final boolean urlsWithId;
    private final boolean namesWithId;

    /**
     * For the profile of these connections.
     *
     * @param repositories those that Alyx has, by name
     */
    public DatasetPlaces(Connections connections, Map<String, Repository> repositories) {
        Settings settings = connections.settings();
        this.connections = connections;
        this.repositories = repositories;
        this.own = settings.find(Keys.REPOSITORY).orElse("");
        this.urlsWithId = settings.get(Keys.URL_NAMING).equals("uuid");
        this.namesWithId = settings.get(Keys.NAMING).equals("uuid");
    }

    /** Records that cannot be used are told and left out; fails with {@code INVALID} when no other is left. */
    @Override
    public List<Location> of(SessionPath session, Dataset dataset) {
        List<Location> places = new ArrayList<>();
        List<String> unusable = new ArrayList<>();
        for (FileRecord record : existing(dataset)) {
            usable(record, unusable, this::base).flatMap(base -> base).ifPresent(base -> usable(
                            record, unusable, each -> names(each.path(), dataset.id(), urlsWithId))
                    .ifPresent(names -> add(places, connections.patientFileServer(base), names)));
        }
        for (FileRecord record : existing(dataset)) {
            if (record.repository().equals(own)
                    && connections.settings().find(Keys.STORAGE_URL).isPresent()) {
                usable(record, unusable, each -> names(each.path(), dataset.id(), namesWithId))
                        .ifPresent(names -> add(places, connections.patientStorage(), names));
            }
        }
        String where = session + "/" + dataset.name() + " (dataset " + dataset.id() + ")";
        List<String> told = unusable.stream().distinct().toList();
        if (places.isEmpty() && !told.isEmpty()) {
            throw new TransferException(
                    Kind.INVALID, where, "none of Alyx's records of it can be used: " + String.join("; ", told));
        }
        told.forEach(why -> LOG.warn("{}: left out a record of where it lies: {}", where, why));
        return places;
    }

    /** The address that most probably works; empty when no copy of it has a usable one. */
    public Optional<String> url(Dataset dataset) {
        List<String> unusable = new ArrayList<>();
        Optional<String> found = existing(dataset).stream()
                .flatMap(record -> usable(record, unusable, each -> url(each, dataset.id())).stream())
                .flatMap(Optional::stream)
                .findFirst();
        unusable.forEach(why -> LOG.warn("dataset {}: left out a record of where it lies: {}", dataset.id(), why));
        return found;
    }

    private Optional<String> url(FileRecord record, UUID id) {
        return base(record)
                .map(base -> base.encoded(named(record.path(), id, urlsWithId)).toString());
    }

    /** What an answer of Alyx is good for; empty, with the reason noted, when it is hostile or broken. */
    private static <T> Optional<T> usable(FileRecord record, List<String> unusable, Function<FileRecord, T> use) {
        try {
            return Optional.of(use.apply(record));
        } catch (TransferException why) {
            unusable.add("record " + record.id() + ": " + why.getMessage());
            return Optional.empty();
        }
    }

    /** Copies that exist; the profile's own repository first. */
    private List<FileRecord> existing(Dataset dataset) {
        Stream<FileRecord> mine =
                dataset.records().stream().filter(record -> record.repository().equals(own));
        Stream<FileRecord> others =
                dataset.records().stream().filter(record -> !record.repository().equals(own));
        return Stream.concat(mine, others).filter(FileRecord::exists).toList();
    }

    private Optional<BaseUrl> base(FileRecord record) {
        Optional<String> named = record.repository().equals(own)
                ? connections.settings().find(Keys.HTTP_URL).map(Object::toString)
                : Optional.empty();
        return named.or(() -> Optional.ofNullable(repositories.get(record.repository()))
                        .flatMap(repository -> Optional.ofNullable(repository.dataUrl())))
                .map(BaseUrl::parse);
    }

    private static void add(List<Location> places, FileSource source, List<FilePath> names) {
        names.forEach(name -> places.add(new Location(source, name)));
    }

    private static List<FilePath> names(FilePath path, UUID id, boolean withId) {
        return List.of(named(path, id, withId), named(path, id, !withId));
    }

    private static FilePath named(FilePath path, UUID id, boolean withId) {
        return withId ? path.parent().resolve(new DatasetPath("", "", path.name()).relativeWithId(id)) : path;
    }
}
