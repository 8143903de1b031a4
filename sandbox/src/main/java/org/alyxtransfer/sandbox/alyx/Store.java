package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** All rows and their indexes. Not for several threads: {@link Desk} hands it to one at a time. */
final class Store {
    final Table labs = new Table("Lab", "name", false);
    final Table projects = new Table("Project", "name", true);
    final Table subjects = new Table("Subject", "nickname", true);
    final Table users = new Table("LabMember", "username", true);
    final Table tags = new Table("Tag", "name", true);
    final Table revisions = new Table("Revision", "name", true);
    final Table types = new Table("DatasetType", "name", true);
    final Table formats = new Table("DataFormat", "name", true);
    final Table repositories = new Table("DataRepository", "name", true);
    final Table repositoryTypes = new Table("DataRepositoryType", "name", true);
    final Table locations = new Table("LabLocation", "name", true);
    final Table procedures = new Table("ProcedureType", "name", false);

    final Map<String, SessionRow> sessions = new LinkedHashMap<>();
    final Map<String, DatasetRow> datasets = new LinkedHashMap<>();
    final Map<String, FileRow> files = new LinkedHashMap<>();
    final Map<DownloadKey, Download> downloads = new LinkedHashMap<>();
    final TypeMatcher typeMatcher = new TypeMatcher(types);

    /** What the cache endpoints serve; null until a cache was generated. */
    @Nullable
    ObjectNode cacheInfo;

    private final Map<DatasetKey, List<DatasetRow>> byKey = new LinkedHashMap<>();
    private final Map<DatasetKey.Family, List<DatasetRow>> families = new LinkedHashMap<>();
    private final Map<String, Map<String, DatasetRow>> byName = new TreeMap<>();
    private final Map<FileRow.Place, FileRow> places = new LinkedHashMap<>();
    private final Supplier<String> ids;
    private final Times times;

    Store(Supplier<String> ids, Times times) {
        this.ids = ids;
        this.times = times;
    }

    String newId() {
        return ids.get();
    }

    String now() {
        return times.now();
    }

    Repository repository(String name) {
        return new Repository(repositories.get(name));
    }

    SessionRow session(String id) {
        SessionRow row = sessions.get(id);
        if (row == null) {
            throw Refusal.unknown("Session");
        }
        return row;
    }

    DatasetRow dataset(String id) {
        DatasetRow row = datasets.get(id);
        if (row == null) {
            throw Refusal.unknown("Dataset");
        }
        return row;
    }

    FileRow file(String id) {
        FileRow row = files.get(id);
        if (row == null) {
            throw Refusal.unknown("FileRecord");
        }
        return row;
    }

    void add(SessionRow row) {
        sessions.put(row.id, row);
    }

    void add(DatasetRow row) {
        datasets.put(row.id, row);
        if (row.session != null) {
            row.session.datasets.add(row);
        }
        index(row);
    }

    void rekey(DatasetRow row, DatasetKey key) {
        unindex(row);
        row.key = key;
        index(row);
    }

    void add(FileRow row) {
        files.put(row.id, row);
        places.put(row.place(), row);
        row.dataset.files.add(row);
    }

    void remove(FileRow row) {
        files.remove(row.id);
        places.remove(row.place(), row);
        row.dataset.files.remove(row);
    }

    void remove(DatasetRow row) {
        List.copyOf(row.files).forEach(this::remove);
        downloads.keySet().removeIf(key -> key.dataset().equals(row.id));
        datasets.remove(row.id);
        if (row.session != null) {
            row.session.datasets.remove(row);
        }
        unindex(row);
    }

    void remove(SessionRow row) {
        List.copyOf(row.datasets).forEach(this::remove);
        sessions.remove(row.id);
        sessions.values().stream().filter(other -> other.parent == row).forEach(other -> other.parent = null);
    }

    List<DatasetRow> same(DatasetKey key) {
        return byKey.getOrDefault(key, List.of());
    }

    List<DatasetRow> family(DatasetKey.Family family) {
        return families.getOrDefault(family, List.of());
    }

    Collection<DatasetRow> named(String name) {
        return byName.getOrDefault(name, Map.of()).values();
    }

    @Nullable
    FileRow at(FileRow.Place place) {
        return places.get(place);
    }

    /** Saves a dataset: a default one takes that flag from its family's others. */
    void save(DatasetRow row) {
        row.changed = now();
        if (row.isDefault) {
            family(row.key.family()).stream().filter(other -> other != row).forEach(other -> other.isDefault = false);
        }
    }

    boolean isProtected(DatasetRow row) {
        return hasTag(row, "protected");
    }

    boolean isPublic(DatasetRow row) {
        return hasTag(row, "public");
    }

    boolean existsOnServer(DatasetRow row) {
        return row.files.stream().anyMatch(file -> file.exists && !isPersonal(file));
    }

    boolean isPersonal(FileRow file) {
        ObjectNode repository = repositories.find(file.repository);
        return repository != null && new Repository(repository).isPersonal();
    }

    private boolean hasTag(DatasetRow row, String flag) {
        return row.tags.stream()
                .map(tags::find)
                .anyMatch(tag -> tag != null && tag.path(flag).asBoolean());
    }

    private void index(DatasetRow row) {
        byKey.computeIfAbsent(row.key, key -> new ArrayList<>()).add(row);
        families.computeIfAbsent(row.key.family(), family -> new ArrayList<>()).add(row);
        byName.computeIfAbsent(row.key.name(), name -> new LinkedHashMap<>()).put(row.id, row);
    }

    private void unindex(DatasetRow row) {
        byKey.computeIfPresent(row.key, (key, rows) -> without(rows, row));
        families.computeIfPresent(row.key.family(), (family, rows) -> without(rows, row));
        byName.computeIfPresent(row.key.name(), (name, rows) -> {
            rows.remove(row.id);
            return rows.isEmpty() ? null : rows;
        });
    }

    private static @Nullable List<DatasetRow> without(List<DatasetRow> rows, DatasetRow row) {
        rows.remove(row);
        return rows.isEmpty() ? null : rows;
    }

    /** Who downloaded what. */
    record DownloadKey(String user, String dataset) {}

    /** How often. */
    record Download(String id, int count) {}
}
