package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What every {@link FileSource} says of what is there. */
abstract class FileListingContract extends FileSourceFixture {
    @Test
    void statTellsSizeTimeAndType() {
        seed(at("alf/trials.table.pqt"), bytes(1234), A_TIME);

        FileStat stat = await(source.stat(at("alf/trials.table.pqt")));

        assertThat(stat.path()).isEqualTo(at("alf/trials.table.pqt"));
        assertThat(stat.type()).isEqualTo(FileStat.Type.FILE);
        assertThat(stat.size()).isEqualTo(1234);
        assertThat(stat.modified()).isEqualTo(A_TIME);
    }

    @Test
    void statOfNothingIsEmpty() {
        seed(at("file"), bytes(1), A_TIME);

        assertThat(awaitEmpty(source.stat(at("nothing")))).isTrue();
        assertThat(awaitEmpty(source.stat(at("no/folder/either")))).isTrue();
        assertThat(awaitEmpty(source.stat(at("file/below")))).isTrue();
    }

    @Test
    void statOfAFolderSaysSo() {
        assumeTrue(canList(), "a source without folders");
        seed(at("folder/file"), bytes(1), A_TIME);

        FileStat stat = await(source.stat(at("folder")));

        assertThat(stat.isDirectory()).isTrue();
        assertThat(stat.size()).isZero();
    }

    @Test
    void limitsStayTheSame() {
        assertThat(await(source.limits())).isEqualTo(await(source.limits()));
    }

    @Test
    void theNameHoldsNoCredentials() {
        assertThat(source.name()).isNotBlank().doesNotContain("@");
    }

    // --- listing ---

    @Test
    void listGivesTheDirectEntriesOnly() {
        seed(at("a.npy"), bytes(3), A_TIME);
        seed(at("alf/b.npy"), bytes(4), A_TIME);
        seed(at("alf/probe00/c.npy"), bytes(5), A_TIME);
        if (!canList()) {
            assertThat(failure(source.list(at("alf"))).kind()).isEqualTo(Kind.UNSUPPORTED);
            return;
        }

        List<FileStat> entries = awaitAll(source.list(at("alf")));

        assertThat(entries).extracting(FileStat::path).containsExactlyInAnyOrder(at("alf/b.npy"), at("alf/probe00"));
        assertThat(entries)
                .extracting(FileStat::type)
                .containsExactlyInAnyOrder(FileStat.Type.FILE, FileStat.Type.DIRECTORY);
        assertThat(entries)
                .filteredOn(FileStat::isFile)
                .extracting(FileStat::size)
                .containsExactly(4L);
    }

    @Test
    void listOfNothingFailsAndIsNotEmpty() {
        assumeTrue(canList(), "a source without folders");
        seed(at("file"), bytes(1), A_TIME);

        assertThat(failure(source.list(at("nothing"))).kind()).isEqualTo(Kind.NOT_FOUND);
        assertThat(failure(source.list(at("file"))).isTemporary()).isFalse();
    }

    @Test
    void aLongListIsStreamedAndCanBeCutShort() {
        assumeTrue(canList(), "a source without folders");
        for (int i = 0; i < 300; i++) {
            seed(at("long/file." + i), bytes(1), A_TIME);
        }

        StepVerifier.create(source.list(at("long")).subscribeOn(Schedulers.parallel()), 1)
                .expectNextCount(1)
                .thenRequest(2)
                .expectNextCount(2)
                .thenCancel()
                .verify(PATIENCE);

        assertThat(awaitAll(source.list(at("long"))))
                .extracting(FileStat::path)
                .doesNotHaveDuplicates()
                .hasSize(300);
    }

    @Test
    void oddNamesAreFoundListedAndRead() {
        List<FilePath> paths = oddNames().stream().map(this::at).toList();
        for (FilePath path : paths) {
            seed(path, path.value().getBytes(java.nio.charset.StandardCharsets.UTF_8), A_TIME);
        }

        for (FilePath path : paths) {
            assertThat(new String(contentOf(source, path), java.nio.charset.StandardCharsets.UTF_8))
                    .isEqualTo(path.value());
            if (canList()) {
                assertThat(awaitAll(source.list(path.parent())))
                        .extracting(FileStat::path)
                        .contains(path);
            }
        }
    }

    /** Names that must work; a subclass may leave out what its server forbids, with the reason. */
    protected List<String> oddNames() {
        return List.of(
                "#2023-01-01#/spikes.times.npy",
                "with space/two  spaces.csv",
                "_ibl_trials.table~[x]+=@(1),;!$&'.pqt",
                "percent%20%2F%.npy",
                "umläut-é-日本/ñ.npy",
                ".hidden",
                "no-extension",
                "n".repeat(255 - 37 - 4) + ".npy");
    }
}
