package org.alyxtransfer.automation.report.mail;

import static org.alyxtransfer.automation.report.mail.PlainWords.html;

import java.util.List;
import java.util.Map;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.dataset.ByteCount;

/**
 * A letter as HTML for mail programs: tables for layout, styles in the elements, nothing from the network. A style sheet
 * only adds colours for the dark, where it is understood; every text has its own background all the same.
 */
final class LetterHtml {
    private static final String FONT = "font-family:-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private static final String MONO = "font-family:ui-monospace,Menlo,Consolas,'Liberation Mono',monospace;";
    private static final int SHOWN_LINES = 60; // of what was printed; all of it is in the log

    private final Letter letter;
    private final StringBuilder page = new StringBuilder();

    private LetterHtml(Letter letter) {
        this.letter = letter;
    }

    /** Pictures are referred to by {@code cid:} and {@link #contentId}. */
    static String of(Letter letter) {
        return new LetterHtml(letter).write();
    }

    static String contentId(int picture) {
        return "picture-" + (picture + 1) + "@alyx-transfer";
    }

    private String write() {
        page.append("""
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta name="viewport" content="width=device-width,initial-scale=1">
            <meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">
            <title>%s</title>
            <style>
            :root{color-scheme:light dark}
            @media (prefers-color-scheme:dark){
            .page{background:#0d1117!important}.card{background:#161b22!important;border-color:#30363d!important}
            .ink{color:#e6edf3!important}.soft{color:#9da7b3!important}.rule{border-color:#30363d!important}
            .code{background:#0d1117!important;color:#e6edf3!important;border-color:#30363d!important}
            .link{color:#58a6ff!important}.stripe{background:#1c2129!important}
            }
            </style></head>
            <body class="page" style="margin:0;padding:0;background:#eef1f4;">
            <table role="presentation" class="page" width="100%%" cellpadding="0" cellspacing="0" border="0" style="background:#eef1f4;">
            <tr><td align="center" style="padding:24px 12px;">
            <table role="presentation" class="card" width="720" cellpadding="0" cellspacing="0" border="0" style="width:100%%;max-width:720px;table-layout:fixed;background:#ffffff;border:1px solid #d5dbe1;border-radius:10px;border-collapse:separate;">
            """.formatted(html(letter.subject())));
        head();
        facts();
        code("Last lines of the log", letter.lastLogLines(), "#cf222e");
        pictures();
        letter.tables().forEach(this::table);
        code("Printed", shortened(letter.summary()), "#8b949e");
        inventory();
        page.append(row("padding:18px 28px 22px;"))
                .append("<p class=\"soft\" style=\"margin:0;%sfont-size:12px;line-height:18px;color:#68727d;\">"
                        .formatted(FONT))
                .append(html(LetterFacts.foot(letter)))
                .append("</p></td></tr></table></td></tr></table></body></html>\n");
        return page.toString();
    }

    private void head() {
        RunReport report = letter.report();
        Outcome outcome = report.result().outcome();
        page.append(row("padding:26px 28px 6px;")).append("""
            <span style="display:inline-block;padding:4px 12px;border-radius:12px;background:%s;color:#ffffff;%sfont-size:13px;font-weight:600;line-height:16px;">%s</span>
            <h1 class="ink" style="margin:14px 0 2px;%sfont-size:24px;line-height:30px;font-weight:650;color:#1f2328;">%s</h1>
            <p class="soft" style="margin:0;%sfont-size:15px;line-height:22px;color:#57606a;">%s</p></td></tr>
            """.formatted(
                        colour(outcome),
                        FONT,
                        outcome.words(),
                        FONT,
                        html(PlainWords.line(report.session(), 200)),
                        FONT,
                        html("Rule: " + PlainWords.line(report.rule(), 120))));
    }

    private void facts() {
        page.append(row("padding:12px 28px 6px;"))
                .append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\""
                        + " border=\"0\">");
        for (Map.Entry<String, String> fact : LetterFacts.of(letter).entrySet()) {
            page.append("""
                <tr><td class="soft" valign="top" width="110" style="padding:3px 12px 3px 0;%sfont-size:14px;line-height:20px;color:#68727d;">%s</td>
                <td class="ink" valign="top" style="padding:3px 0;%sfont-size:14px;line-height:20px;color:#1f2328;word-break:break-word;overflow-wrap:anywhere;">%s</td></tr>
                """.formatted(FONT, html(fact.getKey()), FONT, linked(fact.getValue())));
        }
        page.append("</table></td></tr>");
    }

    private void code(String title, String text, String edge) {
        if (text.isEmpty()) {
            return;
        }
        title(title);
        page.append("""
            <div class="code" style="border:1px solid #d5dbe1;border-left:4px solid %s;border-radius:6px;background:#f6f8fa;overflow-x:auto;">
            <pre class="code" style="margin:0;padding:12px 14px;border:0;background:#f6f8fa;%sfont-size:12px;line-height:17px;color:#1f2328;white-space:pre;">%s</pre></div></td></tr>
            """.formatted(edge, MONO, html(text)));
    }

    private void table(CsvTable table) {
        title(PlainWords.line(table.name(), 120));
        page.append(
                "<div style=\"overflow-x:auto;\"><table width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
                        + " style=\"border-collapse:collapse;\"><tr>");
        for (int i = 0; i < table.columns().size(); i++) {
            cell(
                    "th",
                    table.columns().get(i),
                    table.isNumber(i),
                    "soft",
                    "font-weight:600;color:#57606a;white-space:nowrap;");
        }
        page.append("</tr>");
        String above = "";
        for (int i = 0; i < table.rows().size(); i++) {
            page.append(i % 2 == 0 ? "<tr>" : "<tr class=\"stripe\" style=\"background:#f6f8fa;\">");
            List<String> row = table.rows().get(i);
            for (int column = 0; column < row.size(); column++) {
                boolean repeated = column == 0 && row.size() > 1 && row.get(0).equals(above);
                cell("td", repeated ? "" : row.get(column), table.isNumber(column), "ink", ink(column));
            }
            above = row.get(0);
            page.append("</tr>");
        }
        page.append("</table></div>");
        if (table.more() > 0) {
            page.append(
                    "<p class=\"soft\" style=\"margin:6px 0 0;%sfont-size:12px;color:#68727d;\">… and %d more rows</p>"
                            .formatted(FONT, table.more()));
        }
        page.append("</td></tr>");
    }

    /** Only a row's name may break. */
    private static String ink(int column) {
        return "color:#1f2328;" + (column == 0 ? "word-break:break-word;" : "white-space:nowrap;");
    }

    private void cell(String element, String text, boolean number, String shade, String style) {
        page.append(
                "<%s class=\"%s rule\" align=\"%s\" style=\"padding:4px 6px;border-bottom:1px solid #e3e8ed;%sfont-size:12px;line-height:17px;%s\">%s</%s>"
                        .formatted(
                                element,
                                shade,
                                number ? "right" : "left",
                                FONT,
                                style,
                                html(PlainWords.line(text, 120)),
                                element));
    }

    private void pictures() {
        for (int i = 0; i < letter.pictures().size(); i++) {
            String name = html(PlainWords.line(letter.pictures().get(i).name(), 200));
            page.append(row("padding:14px 28px 0;")).append("""
                <img src="cid:%s" alt="%s" width="664" style="display:block;width:100%%;max-width:664px;height:auto;box-sizing:border-box;border:1px solid #d5dbe1;border-radius:6px;background:#ffffff;">
                <p class="soft" style="margin:4px 0 0;%sfont-size:12px;line-height:16px;color:#68727d;word-break:break-word;">%s</p></td></tr>
                """.formatted(contentId(i), name, FONT, name));
        }
    }

    private void inventory() {
        if (letter.inventory().isEmpty()) {
            return;
        }
        title("Files");
        page.append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\""
                + " style=\"border-collapse:collapse;\">");
        for (Letter.Line file : letter.inventory()) {
            page.append("<tr>");
            cell("td", file.name(), false, "ink", "color:#1f2328;word-break:break-word;");
            cell("td", ByteCount.shown(file.bytes()), true, "soft", "color:#57606a;white-space:nowrap;");
            cell("td", file.fate(), false, "soft", "color:#57606a;");
            page.append("</tr>");
        }
        page.append("</table></td></tr>");
    }

    private void title(String text) {
        page.append(row("padding:16px 28px 4px;"))
                .append(
                        "<h2 class=\"ink\" style=\"margin:0 0 8px;%sfont-size:15px;line-height:20px;font-weight:600;color:#1f2328;word-break:break-word;\">%s</h2>"
                                .formatted(FONT, html(text)));
    }

    private static String row(String style) {
        return "<tr><td style=\"" + style + "\">";
    }

    private static String linked(String value) {
        boolean address = value.matches("https?://[!-~]+");
        return address
                ? "<a class=\"link\" href=\"%s\" style=\"color:#0969da;\">%s</a>".formatted(html(value), html(value))
                : html(value);
    }

    private static String shortened(String text) {
        List<String> lines = text.lines().toList();
        return lines.size() <= SHOWN_LINES
                ? text
                : String.join("\n", lines.subList(0, SHOWN_LINES)) + "\n… " + (lines.size() - SHOWN_LINES)
                        + " more lines";
    }

    private static String colour(Outcome outcome) {
        return switch (outcome) {
            case SUCCEEDED -> "#1a7f37";
            case FAILED -> "#cf222e";
            case TIMED_OUT, NOT_RUN -> "#9a6700";
        };
    }
}
