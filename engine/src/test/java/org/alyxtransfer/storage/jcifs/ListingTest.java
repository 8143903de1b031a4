package org.alyxtransfer.storage.jcifs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.Collections;
import java.util.List;
import java.util.Optional;
import jcifs.smb.FileEntry;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a server may put into a listing; no server is needed for it. */
class ListingTest {
    private static final FilePath FOLDER = FilePath.of("lab/Subjects");

    private final Share share = Share.of(
            JcifsSettings.of("localhost", "share", "user", () -> new char[0]).withLanes(1, 1));
    private final PageCheck check = new PageCheck("lab/Subjects");

    @AfterEach
    void stop() {
        share.workers().close();
    }

    @Test
    void anEntryLiesInTheListedFolder() {
        assertThat(described(FOLDER, "ZFM-01935")).map(FileStat::path).contains(FOLDER.resolve("ZFM-01935"));
    }

    /** Else the folder itself would be its own child, and a walk would not end. */
    @Test
    void anEntryWithoutANameOrWithAPathForOneIsLeftOut() {
        for (FilePath folder : List.of(FilePath.ROOT, FOLDER)) {
            for (String name : List.of("", "/", "a/b", "/a", "a/", "..\\a", "...", "c:x")) {
                assertThat(described(folder, name)).as(name).isEmpty();
            }
        }
    }

    @Test
    void pagesThatDifferAreTakenAndAnEmptyOneIsTheEnd() {
        assertThat(check.passed(List.of(entry("a"), entry("b")))).hasSize(2);
        assertThat(check.passed(List.of(entry("c")))).hasSize(1);
        assertThat(check.passed(List.of())).isEmpty();
    }

    @Test
    void aPageThatComesAgainEndsTheListing() {
        List<FileEntry> page = List.of(entry("a"), entry("b"));
        check.passed(page);

        assertThat(refused(page)).isEqualTo(Kind.GARBLED);
    }

    @Test
    void aListingOfMoreThanAMillionEntriesIsEnded() {
        List<FileEntry> most = Collections.nCopies(PageCheck.MOST_ENTRIES, entry("a"));
        assertThat(check.passed(most)).isSameAs(most);

        assertThat(refused(List.of(entry("b")))).isEqualTo(Kind.GARBLED);
    }

    private Kind refused(List<FileEntry> page) {
        return catchThrowableOfType(TransferException.class, () -> check.passed(page))
                .kind();
    }

    private Optional<FileStat> described(FilePath folder, String name) {
        return new Listing(share, folder).described(entry(name));
    }

    private static FileEntry entry(String name) {
        return new FileEntry() {
            @Override
            public String getName() {
                return name;
            }

            @Override
            public int getType() {
                return 0;
            }

            @Override
            public int getAttributes() {
                return 0x10; // a folder
            }

            @Override
            public long createTime() {
                return 0;
            }

            @Override
            public long lastModified() {
                return 0;
            }

            @Override
            public long lastAccess() {
                return 0;
            }

            @Override
            public long length() {
                return 0;
            }

            @Override
            public int getFileIndex() {
                return 0;
            }
        };
    }
}
