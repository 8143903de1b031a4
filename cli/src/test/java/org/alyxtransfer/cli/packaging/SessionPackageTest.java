package org.alyxtransfer.cli.packaging;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import org.alyxtransfer.cli.packaging.PackagedFile.How;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.FileFilter;
import org.alyxtransfer.plan.Outcome.Skipped.Reason;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two rigs package into one folder, or one is killed while it does. */
class SessionPackageTest {
    private static final Checksum MD5_OF_ABC = new Checksum(Algorithm.MD5, "900150983cd24fb0d6963f7d28e17f72");

    @TempDir
    Path folder;

    private Path source;
    private Path target;
    private Path partial;

    @BeforeEach
    void copied() throws IOException {
        source = Files.writeString(folder.resolve("trials.table.pqt"), "abc");
        target = folder.resolve("packaged.table.pqt");
        partial = SessionPackage.partialBeside(target);
        Files.writeString(partial, "abc");
    }

    @Test
    void whatAKilledRunLeftIsNoFileOfTheSession() {
        FilePath left = FilePath.of("alf/" + partial.getFileName());

        assertThat(partial).hasParent(folder);
        assertThat(FileFilter.ALL.rejects(SessionPath.parse("COGP-003/2022-01-11/001"), left))
                .contains(Reason.JUNK);
    }

    @Test
    void otherContentsThatCameMeanwhileAreKept() throws IOException {
        Files.writeString(target, "of another rig");

        assertThatThrownBy(this::finish).isInstanceOfSatisfying(TransferException.class, e -> assertThat(e.kind())
                .isEqualTo(Kind.CONFLICT));

        assertThat(target).hasContent("of another rig");
    }

    @Test
    void theSameContentsThatCameMeanwhileWillDo() throws IOException {
        Files.writeString(target, "abc");

        assertThat(finish()).isEqualTo(How.KEPT);
    }

    private How finish() throws IOException {
        BasicFileAttributes before = Files.readAttributes(source, BasicFileAttributes.class);
        return SessionPackage.finish(source, before, partial, target, MD5_OF_ABC);
    }
}
