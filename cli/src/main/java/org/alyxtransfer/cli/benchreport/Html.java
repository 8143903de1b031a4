package org.alyxtransfer.cli.benchreport;

import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.chart.ChartStyle;

/** The frame of a page, and its tables. */
final class Html {
    private static final String CSS = """
            :root { color-scheme: light dark; --paper: #ffffff; --text: #1d2430; --quiet: #5b6675; --rule: #e1e5ea; }
            @media (prefers-color-scheme: dark) {
              :root { --paper: #14181f; --text: #e6e9ee; --quiet: #9aa5b3; --rule: #303845; } }
            body { margin: 0 auto; padding: 2.5rem 1.5rem 5rem; max-width: 800px; background: var(--paper); color: var(--text);
              font: 16px/1.5 system-ui, -apple-system, "Segoe UI", "Helvetica Neue", "DejaVu Sans", sans-serif; }
            h1 { font-size: 1.75rem; line-height: 1.2; margin: 0 0 .25rem; letter-spacing: -.01em; }
            h2 { font-size: 1.25rem; margin: 3rem 0 .25rem; padding-top: 1rem; border-top: 1px solid var(--rule); }
            h3 { font-size: 1rem; margin: 1.75rem 0 .25rem; }
            p { margin: .25rem 0 1rem; max-width: 68ch; }
            .note, figcaption { color: var(--quiet); font-size: .875rem; }
            figure { margin: 1rem 0 1.5rem; } figure svg { display: block; width: 100%; height: auto; overflow: visible; }
            figcaption { margin-top: .25rem; }
            .wide { overflow-x: auto; }
            table { border-collapse: collapse; font-size: .875rem; font-variant-numeric: tabular-nums; margin: .5rem 0 1.25rem; }
            th, td { padding: .25rem .9rem .25rem 0; text-align: left; vertical-align: top;
              border-bottom: 1px solid var(--rule); }
            th { color: var(--quiet); font-weight: 500; white-space: nowrap; }
            td.n, th.n { text-align: right; white-space: nowrap; } td.l { overflow-wrap: anywhere; }
            tr.ours td:first-child { font-weight: 600; }
            """;

    private Html() {}

    static String page(String title, String body) {
        return "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
                + "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>"
                + escaped(title) + "</title>\n<style>\n" + CSS + ChartStyle.CSS + "</style>\n</head>\n<body>\n" + body
                + "</body>\n</html>\n";
    }

    /**
     * A table; a heading that starts with {@code >} aligns right.
     *
     * @param marked which rows stand out, by their first cell
     */
    static String table(List<String> headings, List<List<String>> rows, Predicate<String> marked) {
        StringBuilder text = new StringBuilder("<div class=\"wide\"><table>\n<tr>");
        headings.forEach(heading -> text.append(heading.startsWith(">") ? "<th class=\"n\">" : "<th>")
                .append(escaped(heading.replaceFirst("^>", "")))
                .append("</th>"));
        text.append("</tr>\n");
        for (List<String> row : rows) {
            text.append(marked.test(row.get(0)) ? "<tr class=\"ours\">" : "<tr>");
            for (int i = 0; i < row.size(); i++) {
                text.append(headings.get(i).startsWith(">") ? "<td class=\"n\">" : "<td class=\"l\">")
                        .append(escaped(row.get(i)))
                        .append("</td>");
            }
            text.append("</tr>\n");
        }
        return text.append("</table></div>\n").toString();
    }

    static String escaped(String words) {
        return words.chars()
                .mapToObj(letter -> switch (letter) {
                    case '&' -> "&amp;";
                    case '<' -> "&lt;";
                    case '>' -> "&gt;";
                    case '"' -> "&quot;";
                    default -> Character.toString(letter);
                })
                .collect(Collectors.joining());
    }
}
