package org.alyxtransfer.automation.report.mail;

import java.util.Locale;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.RunResult;
import org.alyxtransfer.dataset.ByteCount;

/** A letter as plain text. */
final class LetterText {
    private final Letter letter;
    private final StringBuilder text = new StringBuilder();

    private LetterText(Letter letter) {
        this.letter = letter;
    }

    static String of(Letter letter) {
        return new LetterText(letter).write();
    }

    private String write() {
        RunReport report = letter.report();
        RunResult result = report.result();
        line(PlainWords.line(report.rule(), 120) + " " + result.outcome().words());
        line(PlainWords.line(report.session(), 200));
        line("");
        LetterFacts.of(letter).forEach(this::fact);
        if (!letter.lastLogLines().isEmpty()) {
            part("Last lines of the log", letter.lastLogLines());
        }
        if (!letter.summary().isEmpty()) {
            part("Result", letter.summary());
        }
        if (!letter.inventory().isEmpty()) {
            part("Files", "");
            for (Letter.Line file : letter.inventory()) {
                line("  " + file.name() + "  (" + ByteCount.shown(file.bytes()) + ", "
                        + file.fate().replace("shown above", "in the HTML part") + ")");
            }
        }
        line("");
        line("-- ");
        line(LetterFacts.foot(letter));
        return text.toString();
    }

    private void fact(String name, String value) {
        line(String.format(Locale.ROOT, "%-12s %s", name, value));
    }

    private void part(String title, String body) {
        line("");
        line(title);
        line("-".repeat(title.length()));
        if (!body.isEmpty()) {
            line(body);
        }
    }

    private void line(String line) {
        text.append(line).append('\n');
    }
}
