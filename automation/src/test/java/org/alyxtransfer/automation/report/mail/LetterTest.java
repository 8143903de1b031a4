package org.alyxtransfer.automation.report.mail;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.Reports;
import org.alyxtransfer.automation.report.RunReport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LetterTest {
    @TempDir
    Path folder;

    @Test
    void whatIsTooLargeIsNamedNotAttached() throws IOException {
        Files.write(folder.resolve("a-large.npy"), new byte[2000]);
        Files.write(folder.resolve("b-small.json"), new byte[500]);

        Letter letter = Letter.compose(report(), new MailLimits(1000, 12, 100));

        assertThat(letter.attachments()).extracting(Enclosure::name).containsExactly("b-small.json");
        assertThat(LetterText.of(letter))
                .contains("a-large.npy  (2.0 KiB, too large for this mail)", "b-small.json  (500 B, attached)");
        assertThat(LetterHtml.of(letter)).contains("a-large.npy", "too large for this mail");
    }

    @Test
    void whatIsGoneOrWasReplacedByALinkIsNamedNotRead() throws IOException {
        Path secret = Files.writeString(folder.resolve("secret"), "key");
        Path results = Files.createDirectory(folder.resolve("results"));
        Files.write(results.resolve("gone.png"), new byte[3]);
        Files.write(results.resolve("link.txt"), new byte[3]);
        RunReport report = Reports.of("run", Reports.result(Outcome.SUCCEEDED, "", results, List.of(), null));
        Files.delete(results.resolve("gone.png"));
        Files.delete(results.resolve("link.txt"));
        Files.createSymbolicLink(results.resolve("link.txt"), secret);

        Letter letter = Letter.compose(report, MailLimits.DEFAULT);

        assertThat(letter.attachments()).isEmpty();
        assertThat(letter.pictures()).isEmpty();
        assertThat(letter.inventory())
                .extracting(Letter.Line::fate)
                .containsOnly("not there any more, or changed")
                .hasSize(2);
    }

    @Test
    void ofALongLogItsEndIsAttached() throws IOException {
        Path log = Files.writeString(
                folder.resolveSibling(folder.getFileName() + ".log"), "begin" + "x".repeat(995) + "end");
        RunReport report = Reports.of("run", Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), log));

        Letter letter = Letter.compose(report, new MailLimits(10_000, 12, 100));

        assertThat(letter.attachments()).singleElement().satisfies(attached -> {
            String text = new String(attached.bytes(), StandardCharsets.UTF_8);
            assertThat(text)
                    .startsWith("… 903 bytes before this are in")
                    .endsWith("xend")
                    .doesNotContain("begin");
        });
    }

    @Test
    void theLogKeepsToTheLimitOfAllAttachments() throws IOException {
        Path log = Files.writeString(folder.resolveSibling(folder.getFileName() + ".log"), "x".repeat(995) + "end");
        RunReport report = Reports.of("run", Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), log));

        Letter some = Letter.compose(report, new MailLimits(50, 12, 100));
        Letter none = Letter.compose(report, new MailLimits(0, 12, 100));

        assertThat(some.attachments()).singleElement().satisfies(attached -> assertThat(
                        new String(attached.bytes(), StandardCharsets.UTF_8))
                .startsWith("… 948 bytes before this are in"));
        assertThat(none.attachments()).isEmpty();
        assertThat(LetterText.of(none)).contains("log.txt  (998 B, too large for this mail)");
    }

    @Test
    void onlySoManyPicturesAreShown() throws IOException {
        for (int i = 0; i < 4; i++) {
            Files.write(folder.resolve(i + ".png"), new byte[10]);
        }

        Letter letter = Letter.compose(report(), new MailLimits(10_000, 3, 100));

        assertThat(letter.pictures()).hasSize(3);
        assertThat(letter.attachments()).extracting(Enclosure::name).containsExactly("3.png");
    }

    @Test
    void aSmallTableIsShownAsOneAndAWideOneByItsTellingColumns() throws IOException {
        Files.writeString(folder.resolve("small.csv"), "name,mean\n\"a, \"\"b\"\"\",0.123456789\nc,2\n");
        Files.writeString(folder.resolve("wide.csv"), "dataset,1,2,3,4,5,6,7,8,mean\ntrials,1,1,1,1,1,1,1,1,0.5\n");
        Files.writeString(folder.resolve("none.csv"), "only a head\n");
        Files.writeString(folder.resolve("odd.csv"), "a,b\n1\n");

        Letter letter = Letter.compose(report(), MailLimits.DEFAULT);

        assertThat(letter.tables()).hasSize(2);
        assertThat(letter.tables().get(0).rows()).containsExactly(List.of("a, \"b\"", "0.12346"), List.of("c", "2"));
        assertThat(letter.tables().get(1).columns()).containsExactly("dataset", "mean");
        assertThat(letter.attachments()).hasSize(4);
    }

    @Test
    void aNumberBeyondAllNumbersIsShownAsItIs() throws IOException {
        Files.writeString(folder.resolve("odd.csv"), "name,mean\na,1e12345678901\nb,1.23456789e-300\n");

        Letter letter = Letter.compose(report(), MailLimits.DEFAULT);

        assertThat(letter.tables().get(0).rows())
                .containsExactly(List.of("a", "1e12345678901"), List.of("b", "1.2346E-300"));
    }

    @Test
    void aLongTableIsCutAndSaysSo() throws IOException {
        Files.writeString(folder.resolve("long.csv"), "trial\n" + "1\n".repeat(100));

        Letter letter = Letter.compose(report(), MailLimits.DEFAULT);

        assertThat(LetterHtml.of(letter)).contains("… and 60 more rows");
    }

    private RunReport report() {
        return Reports.of("run", Reports.result(Outcome.SUCCEEDED, "", folder, List.of(), null));
    }
}
