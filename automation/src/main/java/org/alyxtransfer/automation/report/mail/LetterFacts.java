package org.alyxtransfer.automation.report.mail;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.RunResult;
import org.alyxtransfer.dataset.TimeSpan;

/** The lines of a letter's head, alike in text and HTML. */
final class LetterFacts {
    private LetterFacts() {}

    static Map<String, String> of(Letter letter) {
        RunReport report = letter.report();
        RunResult result = report.result();
        Map<String, String> facts = new LinkedHashMap<>();
        if (!result.reason().isBlank()) {
            facts.put("Why", PlainWords.line(result.reason(), 500));
        }
        facts.put("Started", PlainWords.time(result.started()));
        facts.put("Took", TimeSpan.shown(result.took()));
        report.facts()
                .forEach((name, value) -> facts.put(capital(PlainWords.line(name, 40)), PlainWords.line(value, 500)));
        if (report.sessionId() != null) {
            facts.put("Session id", report.sessionId().toString());
        }
        facts.put("Results in", PlainWords.line(result.folder().toString(), 500));
        return facts;
    }

    private static String capital(String name) {
        return name.isEmpty() ? "" : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    static String foot(Letter letter) {
        return "Sent by alyx-transfer for run "
                + PlainWords.line(letter.report().run(), 100) + ". Who gets it is said by the rule.";
    }
}
