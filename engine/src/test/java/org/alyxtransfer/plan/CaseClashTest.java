package org.alyxtransfer.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FolderWalk.Listing;
import org.alyxtransfer.storage.FileStat;
import org.junit.jupiter.api.Test;

class CaseClashTest {
    @Test
    void allOfAGroupAreRefusedAndNoOther() {
        CaseClash clash = clash(List.of("alf/a.npy", "alf/A.npy", "alf/A.NPY", "alf/b.npy"), List.of());

        for (String name : List.of("alf/a.npy", "alf/A.npy", "alf/A.NPY")) {
            assertThat(clash.complaint(FilePath.of(name))).as(name).hasValueSatisfying(why -> assertThat(why.kind())
                    .isEqualTo(Kind.CONFLICT));
        }
        assertThat(clash.complaint(FilePath.of("alf/b.npy"))).isEmpty();
    }

    @Test
    void aFileClashesWithAFolderToo() {
        CaseClash clash = clash(List.of("alf/probe00"), List.of("alf/Probe00"));

        assertThat(clash.complaint(FilePath.of("alf/probe00"))).isPresent();
    }

    @Test
    void lettersOutsideOfAsciiHaveCasesToo() {
        CaseClash clash = clash(List.of("alf/Ü.npy", "alf/ü.npy"), List.of());

        assertThat(clash.complaint(FilePath.of("alf/ü.npy"))).isPresent();
    }

    private static CaseClash clash(List<String> files, List<String> folders) {
        Stream<FileStat> all = Stream.concat(
                files.stream().map(name -> stat(name, FileStat.Type.FILE)),
                folders.stream().map(name -> stat(name, FileStat.Type.DIRECTORY)));
        return new CaseClash(Listing.of(FilePath.of("alf"), new ArrayList<>(all.toList()), Optional.empty()));
    }

    private static FileStat stat(String path, FileStat.Type type) {
        return new FileStat(FilePath.of(path), type, 0, Instant.EPOCH);
    }
}
