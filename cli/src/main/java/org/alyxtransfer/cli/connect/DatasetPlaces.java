package org.alyxtransfer.cli.connect;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.Repository;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.DatasetSources;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.http.BaseUrl;

/**
 * Where a dataset's bytes can be had: by HTTP from each repository that has a copy and a URL, the profile's own first, and
 * then from the profile's share. Each under the form of name that the profile says, then under the other one.
 */
public final class DatasetPlaces implements DatasetSources {
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

    @Override
    public List<Location> of(SessionPath session, Dataset dataset) {
        List<Location> places = new ArrayList<>();
        for (FileRecord record : existing(dataset)) {
            base(record)
                    .ifPresent(
                            base -> add(places, connections.patientFileServer(base), record, dataset.id(), urlsWithId));
        }
        for (FileRecord record : existing(dataset)) {
            if (record.repository().equals(own)
                    && connections.settings().find(Keys.STORAGE_URL).isPresent()) {
                add(places, connections.patientStorage(), record, dataset.id(), namesWithId);
            }
        }
        return places;
    }

    /** The address that most probably works; empty when no copy of it has one. */
    public Optional<String> url(Dataset dataset) {
        return existing(dataset).stream()
                .flatMap(
                        record -> base(record)
                                .map(base -> base.encoded(named(record.path(), dataset.id(), urlsWithId))
                                        .toString())
                                .stream())
                .findFirst();
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

    private static void add(List<Location> places, FileSource source, FileRecord record, UUID id, boolean withId) {
        places.add(new Location(source, named(record.path(), id, withId)));
        places.add(new Location(source, named(record.path(), id, !withId)));
    }

    private static FilePath named(FilePath path, UUID id, boolean withId) {
        return withId ? path.parent().resolve(new DatasetPath("", "", path.name()).relativeWithId(id)) : path;
    }
}
