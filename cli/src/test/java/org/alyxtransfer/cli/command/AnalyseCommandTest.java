package org.alyxtransfer.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import javax.imageio.ImageIO;
import org.alyxtransfer.cli.CommandRun;
import org.alyxtransfer.cli.CommandRun.Desk;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.sandbox.generate.GenerateSettings;
import org.alyxtransfer.sandbox.generate.SessionGenerator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AnalyseCommandTest {
    private static final LocalDate DAY = LocalDate.of(2022, 1, 11);

    @TempDir
    Path home;

    private Path session;

    @BeforeEach
    void aSessionWasDownloaded() throws IOException {
        session = SessionGenerator.generate(
                        GenerateSettings.small(home.resolve("rig"), "demolab", List.of("COGP-003"), DAY, 1))
                .get(0)
                .folder();
    }

    @Test
    void printsTheTableAndLeavesSummaryAndPlots() {
        CommandRun run = Desk.at(home).run("analyse", session.toString());

        Path output = home.resolve("COGP-003_2022-01-11_001-analysis");
        assertThat(run.exit()).isZero();
        assertThat(run.out())
                .contains("alf/_ibl_trials.table.pqt", "contrastLeft", "11 datasets read, 1 only listed")
                .contains("In " + output + ": 01-alf-_ibl_trials.table.png");
        assertThat(output.resolve("01-alf-_ibl_trials.table.png")).isNotEmptyFile();
        assertThat(output.resolve("summary.txt")).isNotEmptyFile();
        assertThat(output.resolve("summary.csv")).isNotEmptyFile();
        assertThat(output.resolve("summary.json")).isNotEmptyFile();
    }

    @Test
    void inARuleTheRunsFoldersAreTaken() {
        CommandRun run = Desk.at(home)
                .with("ALYX_TRANSFER_SESSION_FOLDER", session.toString())
                .with("ALYX_TRANSFER_OUTPUT_FOLDER", home.resolve("result").toString())
                .run("analyse", "--json");

        assertThat(run.exit()).isZero();
        assertThat(run.objects("dataset")).hasSize(12);
        assertThat(run.objects("summary").get(0).path("plots")).isNotEmpty().allSatisfy(plot -> assertThat(
                        Path.of(plot.asText()))
                .hasParent(home.resolve("result"))
                .isNotEmptyFile());
    }

    @Test
    void aBrokenFileIsNamedAndEndsWith3WhileTheOthersAreAnalysed() throws IOException {
        Files.writeString(session.resolve("alf/_ibl_wheel.position.npy"), "no array");

        CommandRun run = Desk.at(home).run("analyse", session.toString(), "--output", "look");

        assertThat(run.exit()).isEqualTo(3);
        assertThat(run.out()).contains("BROKEN: is not a NumPy array", "10 datasets read, 1 broken");
        assertThat(home.resolve("look/01-alf-_ibl_trials.table.png")).exists();
    }

    @Test
    void morePicturesThanAreDrawnAreToldAndNoFailure() throws IOException {
        Path pictures = Files.createDirectories(home.resolve("pictures"));
        for (int i = 0; i < 9; i++) {
            ImageIO.write(
                    new BufferedImage(100, 1, BufferedImage.TYPE_INT_RGB),
                    "png",
                    pictures.resolve("camera.frame" + i + ".png").toFile());
        }

        CommandRun run = Desk.at(home).run("analyse", "pictures");

        assertThat(run.exit()).isZero();
        assertThat(run.err()).contains("1 more picture is not drawn");
    }

    @Test
    void aDryRunWritesNothing() {
        CommandRun run = Desk.at(home).run("analyse", session.toString(), "--dry-run");

        assertThat(run.exit()).isZero();
        assertThat(run.out()).contains("contrastLeft");
        assertThat(home.resolve("COGP-003_2022-01-11_001-analysis")).doesNotExist();
    }

    @Test
    void nothingToReadEndsWith9AndNoFolderWith2() throws IOException {
        Files.createDirectories(home.resolve("empty"));

        assertThat(Desk.at(home).run("analyse", "empty").exit()).isEqualTo(9);
        assertThat(Desk.at(home).run("analyse", "nowhere").exit()).isEqualTo(2);
        assertThat(Desk.at(home).run("analyse").exit()).isEqualTo(2);
        assertThat(Desk.at(home).run("analyse", "rig", "--output", "rig/look").exit())
                .isEqualTo(2);
    }

    @Test
    void ctrlCEndsWith130() {
        Interruption interruption = new Interruption();
        interruption.ask();

        assertThat(Desk.at(home)
                        .run(interruption, "analyse", session.toString())
                        .exit())
                .isEqualTo(130);
    }
}
