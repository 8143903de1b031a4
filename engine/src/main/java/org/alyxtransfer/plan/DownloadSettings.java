package org.alyxtransfer.plan;

import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.FilePath;

/**
 * What a download brings and how it treats what is there.
 *
 * @param datasets globs over names or paths of datasets, as {@link FileFilter} reads them; none for all
 * @param allRevisions also the revisions that Alyx does not name as the ones to use
 * @param requireDigest refuse a dataset whose digest Alyx does not know
 */
public record DownloadSettings(
        List<String> datasets, FileFilter filter, boolean allRevisions, OnConflict onConflict, boolean requireDigest) {
    public static final DownloadSettings ALL =
            new DownloadSettings(List.of(), FileFilter.ALL, false, OnConflict.FAIL, false);

    public DownloadSettings {
        datasets = List.copyOf(datasets);
    }

    FileFilter wanted() {
        return new FileFilter(datasets, List.of(), Optional.empty());
    }

    /** Where a session's files go: {@code <lab>/Subjects/<subject>/<date>/<NNN>}, as ONE lays out its cache. */
    public static FilePath folder(String lab, FilePath session) {
        return lab.isEmpty() ? session : FilePath.of(lab).resolve("Subjects").resolve(session);
    }
}
