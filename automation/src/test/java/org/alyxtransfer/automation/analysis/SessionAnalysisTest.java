package org.alyxtransfer.automation.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.alyxtransfer.automation.TooDeep;
import org.alyxtransfer.automation.analysis.DatasetSummary.Outcome;
import org.alyxtransfer.automation.analysis.SessionAnalysis.Result;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.GeneratedSession;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.alyxtransfer.sandbox.generate.Sizes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionAnalysisTest {
    private static final LocalDate DAY = LocalDate.of(2022, 1, 11);

    @TempDir
    Path folder;

    @Test
    void everyFileOfASessionIsSummedUp() throws IOException {
        GeneratedSession session = generated();

        Result result = analysed(session.folder());

        assertThat(new SessionAnalysis(session.folder()).name()).isEqualTo("COGP-003/2022-01-11/001");
        assertThat(result.datasets()).hasSize(session.files().size());
        assertThat(result.datasets().stream().collect(Collectors.toMap(DatasetSummary::path, DatasetSummary::kind)))
                .contains(
                        entry("alf/_ibl_trials.table.pqt", "table"),
                        entry("alf/_ibl_wheel.position.npy", "array"),
                        entry("alf/probe00/clusters.uuids.csv", "table"),
                        entry("raw_behavior_data/_iblrig_taskData.raw.jsonable", "document"),
                        entry("raw_imaging_data_00/imaging.frames.bin", "other"));
        assertThat(String.join("\n", result.table()))
                .contains("contrastLeft", "alf/_ibl_wheel.position.npy", "float64");
    }

    @Test
    void trialsSignalsAndSpikesAreDrawnAndTrialsComeFirst() throws IOException {
        Result result = analysed(generated().folder());

        assertThat(result.remarks()).isEmpty();
        assertThat(result.plots())
                .extracting(plot -> plot.getFileName().toString())
                .startsWith("01-alf-_ibl_trials.table.png")
                .contains("02-alf-_ibl_wheel.position.png", "03-alf-probe00-spikes.png")
                .anySatisfy(name -> assertThat(name).endsWith("-events.png"))
                .anySatisfy(name -> assertThat(name).endsWith("-distributions.png"));
        for (Path plot : result.plots()) {
            BufferedImage image = ImageIO.read(plot.toFile());
            assertThat(image.getWidth()).isEqualTo(2_000);
            assertThat(colours(image)).as(plot.toString()).isGreaterThan(20);
        }
    }

    @Test
    void aBrokenFileDoesNotKeepTheOthersFromBeingRead() throws IOException {
        GeneratedSession session = generated();
        Files.writeString(session.folder().resolve("alf/_ibl_wheel.position.npy"), "no array");
        Files.writeString(session.folder().resolve("alf/_ibl_trials.table.pqt"), "no table");

        Result result = analysed(session.folder());

        assertThat(result.datasets().stream().filter(each -> each.outcome() == Outcome.BROKEN))
                .extracting(DatasetSummary::path)
                .containsExactly("alf/_ibl_trials.table.pqt", "alf/_ibl_wheel.position.npy");
        assertThat(result.count(Outcome.READ)).isGreaterThan(5);
        assertThat(result.plots()).isNotEmpty();
        assertThat(result.table()).anySatisfy(line -> assertThat(line).contains("BROKEN: "));
    }

    @Test
    void aFileThatIsGoneMeanwhileEndsNothing() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("a.csv"), "n\n1\n");
        Path gone = Files.writeString(data.resolve("b.csv"), "n\n1\n");

        Result result = new SessionAnalysis(data, () -> !gone.toFile().delete() && Files.exists(gone)).summarise();

        assertThat(result.datasets()).extracting(DatasetSummary::outcome).containsExactly(Outcome.READ, Outcome.BROKEN);
        assertThat(result.datasets().get(1).note()).isEqualTo("is gone");
    }

    @Test
    void aFolderThatCannotBeReadIsToldAndEndsNothing() throws IOException {
        Files.writeString(folder.resolve("a.csv"), "n\n1\n");
        try (TooDeep unread = TooDeep.in(folder)) {
            Result result = new SessionAnalysis(folder).summarise();

            assertThat(result.datasets())
                    .extracting(DatasetSummary::outcome)
                    .containsExactly(Outcome.READ, Outcome.BROKEN);
            assertThat(result.datasets().get(1).path()).startsWith("xxx");
            assertThat(result.datasets().get(1).note()).contains("File name too long");
        }
    }

    @Test
    void whatABrokenFileHoldsNeitherMovesTheCursorNorFillsTheTable() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        Files.writeString(data.resolve("a.json"), "{\"\u009b31m" + "k".repeat(500) + "\": 1}");

        assertThat(analysed(data).table())
                .allSatisfy(line ->
                        assertThat(line).doesNotContainPattern("\\p{Cc}").hasSizeLessThan(200));
    }

    @Test
    void whatIsTooManyToDrawIsToldAndNotRemarked() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        for (int i = 0; i < 17; i++) {
            VectorFile.write(data.resolve("signal" + i + ".times.npy"), 1, 2, 3);
            VectorFile.write(data.resolve("signal" + i + ".raw.npy"), 1, 3, 2);
        }
        for (int i = 0; i < 25; i++) {
            VectorFile.write(data.resolve("cues.kind" + i + "_times.npy"), 1, 2, 3);
        }
        for (int i = 0; i < 9; i++) {
            ImageIO.write(
                    new BufferedImage(100, 1, BufferedImage.TYPE_INT_RGB),
                    "png",
                    data.resolve("camera.frame" + i + ".png").toFile());
        }

        Result result = analysed(data);

        assertThat(result.plots()).hasSize(16 + 1 + 8);
        assertThat(result.remarks()).isEmpty();
        assertThat(result.leftOut())
                .containsExactly(
                        "1 more signal is not drawn", "2 more event rows are not drawn", "1 more picture is not drawn");
    }

    @Test
    void theSummaryIsWrittenForPeopleAndPrograms() throws IOException {
        Result result = analysed(generated().folder());

        Path output = folder.resolve("output");
        assertThat(output.resolve("summary.txt"))
                .content()
                .startsWith("COGP-003/2022-01-11/001: 26 datasets\n\nDATASET");
        assertThat(Files.readAllLines(output.resolve("summary.csv")))
                .hasSizeGreaterThan(result.datasets().size())
                .anySatisfy(line -> assertThat(line).contains("contrastLeft,read,table,"));
        JsonNode json =
                new ObjectMapper().readTree(output.resolve("summary.json").toFile());
        assertThat(json.path("schema").asInt()).isEqualTo(1);
        assertThat(json.path("datasets").size()).isEqualTo(26);
        assertThat(json.path("plots").size()).isEqualTo(result.plots().size());
    }

    @Test
    void partsOfATransferAndOtherHiddenFilesAreLeftOut() throws IOException {
        Path data = folder.resolve("data");
        Files.createDirectories(data.resolve(".git"));
        Files.writeString(data.resolve(".at-123.part"), "x");
        Files.writeString(data.resolve(".git/a.csv"), "a\n1\n");
        Files.writeString(data.resolve("a.csv"), "a\n1\n");

        assertThat(analysed(data).datasets()).extracting(DatasetSummary::path).containsExactly("a.csv");
    }

    @Test
    void aSingleFileIsSummedUp() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "a\n1\n");

        assertThat(analysed(file).datasets()).extracting(DatasetSummary::path).containsExactly("a.csv");
        assertThat(new SessionAnalysis(file).name()).isEqualTo("a.csv");
    }

    @Test
    void trialsInArraysOfTheirOwnAreDrawnAsWell() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        VectorFile.write(data.resolve("trials.choice.npy"), 1, -1, 1, -1, 0);
        VectorFile.write(data.resolve("trials.contrastLeft.npy"), 1, Double.NaN, 0.25, Double.NaN, 0);
        VectorFile.write(data.resolve("trials.contrastRight.npy"), Double.NaN, 1, Double.NaN, 0.25, Double.NaN);
        VectorFile.write(data.resolve("trials.feedbackType.npy"), 1, 1, 1, 1, -1);

        assertThat(analysed(data).plots())
                .extracting(plot -> plot.getFileName().toString())
                .containsExactly("01-trials.png");
    }

    @Test
    void whatIsNotAsItsNamePromisesIsRemarkedOrDrawnOtherwise() throws IOException {
        Path data = Files.createDirectories(folder.resolve("data"));
        VectorFile.write(data.resolve("spikes.times.npy"), 1, 2, 3);
        VectorFile.write(data.resolve("spikes.clusters.npy"), 1, 2);
        VectorFile.write(data.resolve("wheel.times.npy"), 5, 5, 5);
        VectorFile.write(data.resolve("wheel.position.npy"), 1, 2, 3);
        VectorFile.write(data.resolve("eye.raw.npy"), Double.NaN, Double.NaN);
        VectorFile.write(data.resolve("no alf name.npy"), 1, 2, Double.POSITIVE_INFINITY);
        Files.writeString(data.resolve("leftCamera.frame.png"), "\u0089PNG");

        Result result = analysed(data);

        assertThat(result.count(Outcome.BROKEN)).isEqualTo(1);
        assertThat(result.plots())
                .extracting(plot -> plot.getFileName().toString())
                .containsExactly("01-events.png", "02-distributions.png");
    }

    @Test
    void outputAmongTheDataIsRefused() {
        assertThatThrownBy(() -> new SessionAnalysis(folder).analyse(folder.resolve("output")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("within the data");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void aFolderThatIsNotThereIsTold() {
        assertThatThrownBy(() -> analysed(folder.resolve("no")))
                .isInstanceOf(TransferException.class)
                .hasMessageContaining("no such file");
    }

    private Result analysed(Path data) throws IOException {
        return new SessionAnalysis(data).analyse(folder.resolve("output"));
    }

    private GeneratedSession generated() throws IOException {
        return SessionGenerator.generate(new GenerateSettings(
                        folder.resolve("rig"),
                        "demolab",
                        List.of("COGP-003"),
                        DAY,
                        DAY,
                        1,
                        26,
                        new Sizes(60, 4_096, 4_096),
                        1))
                .get(0);
    }

    private static long colours(BufferedImage image) {
        return Arrays.stream(image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth()))
                .distinct()
                .count();
    }
}
