package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.junit.jupiter.api.Test;

class StagingNamesTest {
    private static final ToMove FILE = FileToMove.sized(1);

    @Test
    void aRerunFindsTheSameName() {
        assertThat(name(FileToMove.sized(1))).isEqualTo(name(FILE));
    }

    @Test
    void anotherTargetOrContentHasAnotherName() {
        Stream<ToMove> files = Stream.of(
                FILE,
                FileToMove.file("alf/spikes.clusters.npy", 1, Optional.empty()),
                FileToMove.file("alf/probe00/spikes.times.npy", 1, Optional.empty()),
                FileToMove.file("alf/spikes.times.npy", 1, Optional.of(md5('0'))),
                FileToMove.file("alf/spikes.times.npy", 1, Optional.of(md5('1'))));

        assertThat(files.map(StagingNamesTest::name).map(FilePath::name)).doesNotHaveDuplicates();
    }

    @Test
    void itLiesHiddenInTheTargetsFolderAndIsJunkToEveryone() {
        FilePath staging = name(FILE);

        assertThat(staging.parent()).isEqualTo(FILE.target().parent());
        assertThat(staging.name()).startsWith(".");
        assertThat(FileFilter.isJunk(staging.name())).isTrue();
    }

    @Test
    void itIsShortHoweverLongTheTargetIs() {
        ToMove longest = FileToMove.file("alf/" + "x".repeat(218), 1, Optional.empty());

        assertThat(name(longest).name()).hasSizeLessThanOrEqualTo(32);
    }

    @Test
    void anUploadOfWhatAlyxHasComeToKnowSinceOverwritesWhatTheLostRunLeft() {
        ToMove known = FileToMove.file(FILE.relative().value(), 1, Optional.of(md5('0')));

        assertThat(StagingNames.of(known, Direction.UPLOAD)).isEqualTo(StagingNames.of(FILE, Direction.UPLOAD));
    }

    private static FilePath name(ToMove file) {
        return StagingNames.of(file, Direction.DOWNLOAD);
    }

    private static Checksum md5(char digit) {
        return new Checksum(Algorithm.MD5, String.valueOf(digit).repeat(32));
    }
}
