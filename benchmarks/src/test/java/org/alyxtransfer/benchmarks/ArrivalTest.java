package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.Naming;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArrivalTest {
    @TempDir
    private Path folder;

    private SourceTree sent = new SourceTree(Path.of(""), List.of());
    private Path arrived = Path.of("");

    @BeforeEach
    void copyATree() throws IOException {
        sent = SourceTree.create(folder.resolve("source"), new FileSet("small", 102, 5001), 7);
        arrived = folder.resolve("target");
        for (SourceTree.Entry entry : sent.entries()) {
            Path copy = arrived.resolve(entry.path());
            Files.createDirectories(copy.getParent());
            Files.copy(sent.file(entry), copy);
        }
    }

    @Test
    void aTreeHasTheFilesAskedForAtMostAHundredAFolder() throws IOException {
        assertThat(sent.entries()).hasSize(102).allMatch(entry -> entry.size() == 5001);
        assertThat(sent.entries().stream().map(SourceTree.Entry::md5).distinct())
                .hasSize(102);
        assertThat(sent.entries().stream()
                        .map(entry -> sent.file(entry).getParent())
                        .distinct())
                .hasSize(2);
        assertThat(sent.file(sent.entries().get(3))).hasSize(5001);
    }

    @Test
    void theSameSeedGivesTheSameBytes() throws IOException {
        SourceTree again = SourceTree.create(folder.resolve("again"), new FileSet("small", 102, 5001), 7);

        assertThat(again.entries()).isEqualTo(sent.entries());
    }

    @Test
    void anExactCopyHasNoComplaints() throws IOException {
        assertThat(Arrival.complaints(sent, arrived, Naming.PLAIN)).isEmpty();
    }

    @Test
    void whereNamesCarryIdsPlainOnesAreWrong() throws IOException {
        SourceTree.Entry first = sent.entries().get(0);
        FilePath withId = TreePlan.onShare(FilePath.of(first.path()), Naming.UUID);

        assertThat(Arrival.complaints(sent, arrived, Naming.UUID))
                .hasSize(5)
                .allMatch(say -> say.endsWith("did not arrive"));

        for (SourceTree.Entry entry : sent.entries()) {
            Files.move(
                    arrived.resolve(entry.path()),
                    arrived.resolve(TreePlan.onShare(FilePath.of(entry.path()), Naming.UUID)
                            .value()));
        }
        assertThat(withId.name()).isNotEqualTo(FilePath.of(first.path()).name());
        assertThat(Arrival.complaints(sent, arrived, Naming.UUID)).isEmpty();
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(copyOf(1));

        assertThat(Arrival.complaints(sent, arrived, Naming.PLAIN))
                .containsExactly(sent.entries().get(1).path() + ": did not arrive");
    }

    @Test
    void aFlippedBitIsNoticed() throws IOException {
        byte[] bytes = Files.readAllBytes(copyOf(2));
        bytes[4000] ^= 1;
        Files.write(copyOf(2), bytes);

        assertThat(Arrival.complaints(sent, arrived, Naming.PLAIN))
                .singleElement()
                .asString()
                .contains("other bytes");
    }

    @Test
    void aCutFileIsNoticed() throws IOException {
        Files.write(copyOf(2), new byte[7]);

        assertThat(Arrival.complaints(sent, arrived, Naming.PLAIN))
                .singleElement()
                .asString()
                .contains("7 bytes instead of 5001");
    }

    @Test
    void whatWasNeverSentIsNoticed() throws IOException {
        Files.writeString(arrived.resolve(".staging"), "left behind");

        assertThat(Arrival.complaints(sent, arrived, Naming.PLAIN)).containsExactly(".staging: was never sent");
    }

    private Path copyOf(int index) {
        return arrived.resolve(sent.entries().get(index).path());
    }
}
