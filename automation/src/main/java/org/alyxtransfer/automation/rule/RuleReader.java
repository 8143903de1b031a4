package org.alyxtransfer.automation.rule;

import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.alyxtransfer.automation.rule.Rule.Reports;
import org.alyxtransfer.automation.rule.Rule.Selection;
import org.alyxtransfer.automation.rule.Rule.Webhook;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import org.alyxtransfer.automation.rule.Trigger.OnFolder;
import org.alyxtransfer.automation.rule.Trigger.OnShare;
import org.alyxtransfer.http.WebAddress;

/** Knows what a rule's file may say. */
final class RuleReader {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,63}"); // becomes a folder's name
    private static final String LETTERS = "[!-~&&[^@<>,;:\"()\\[\\]\\\\]]+";
    private static final Pattern ADDRESS = // what mail can be sent to
            Pattern.compile("(?=.{3,254}$)" + LETTERS + "@" + LETTERS);
    private static final Pattern VARIABLE = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final Pattern SECRET = Pattern.compile("(env:[A-Za-z_][A-Za-z0-9_]*|file:/.+)");
    private static final String SESSION_USERS = "session-users";
    private static final int DAY = 86_400; // seconds

    private final Path file;

    RuleReader(Path file) {
        this.file = file;
    }

    Rule read(Section top) {
        String name = top.text("rule", "");
        if (!NAME.matcher(name).matches()) {
            top.error("rule", "'rule' must name the rule, with letters, digits, '.', '_' and '-'");
        }
        Trigger trigger = trigger(top);
        Section selection = top.section("selection");
        Selection selected = new Selection(globs(selection, "datasets"), selection.flag("all-revisions", false));
        selection.close();
        Action action = top.has("action") ? action(top.section("action")) : null;
        Reports reports = reports(top.section("reports"));
        if (trigger instanceof OnFolder && (action != null || top.has("selection"))) {
            top.error(
                    action != null ? "action" : "selection",
                    "a 'folder' trigger uploads, and that is its action; let a rule on Alyx do what comes after");
        } else if (!(trigger instanceof OnFolder) && action == null) {
            top.error("rule", "'action' is missing: what is to be run?");
        }
        top.close();
        return new Rule(name, file, trigger, selected, action, reports);
    }

    private static Trigger trigger(Section top) {
        Section section = top.section("trigger");
        section.may("alyx", "share", "folder");
        List<String> kinds =
                List.of("alyx", "share", "folder").stream().filter(section::has).toList();
        if (kinds.size() != 1) {
            top.error("trigger", "'trigger' needs one of: alyx, share, folder");
        }
        Section within = section.section(kinds.isEmpty() ? "alyx" : kinds.get(0));
        Trigger trigger =
                switch (kinds.isEmpty() ? "" : kinds.get(0)) {
                    case "share" -> share(within);
                    case "folder" -> folder(within);
                    default -> alyx(within, !kinds.isEmpty());
                };
        within.close();
        section.close();
        return trigger;
    }

    private static OnAlyx alyx(Section section, boolean given) {
        LocalDate from = section.value("from", RuleReader::date).orElse(null);
        LocalDate to = section.value("to", RuleReader::date).orElse(null);
        if (from != null && to != null && from.isAfter(to)) {
            section.error("to", "'to' is before 'from', so this rule would never match");
        }
        OnAlyx trigger = new OnAlyx(
                section.texts("subject"),
                section.texts("project"),
                section.texts("lab"),
                from,
                to,
                section.text("task-protocol", ""),
                section.texts("dataset-types"),
                section.text("repository", ""),
                globs(section, "collection"),
                globs(section, "name"),
                section.value("since", RuleReader::time).orElse(null),
                Duration.ofSeconds(section.number("settle-seconds", 0, DAY, 120)));
        if (given && trigger.matchesEverything()) {
            section.warn("matches every session that has a dataset; name a subject, project, lab, type … to narrow it");
        }
        return trigger;
    }

    private static OnShare share(Section section) {
        List<String> files = globs(section, "files");
        if (files.isEmpty()) {
            section.error("files", "'files' is missing: which file's appearing counts?");
        } else if (files.contains("*") || files.contains("**")) {
            section.warn("matches every session that has a file on the share");
        }
        return new OnShare(files, section.texts("subject"), section.number("stable-polls", 1, 1000, 2));
    }

    private static OnFolder folder(Section section) {
        Path path = section.value("path", Path::of).orElse(Path.of(""));
        if (!path.isAbsolute()) {
            section.error("path", "'path' must be the whole path of the folder that holds the sessions");
        }
        String flag = section.text("flag", "");
        if (flag.isEmpty() && !section.has("stable-minutes")) {
            section.error("flag", "what tells that a session is finished: 'flag: NAME' or 'stable-minutes: N'?");
        } else if (flag.contains("/") || flag.contains("\\")) {
            section.error("flag", "'flag' is a file's name in the session's folder, without a path");
        }
        return new OnFolder(
                path,
                flag,
                Duration.ofMinutes(section.number("stable-minutes", 0, 100_000, 0)),
                section.flag("create-sessions", false),
                section.texts("projects"));
    }

    private static Action action(Section section) {
        List<String> command = section.texts("command");
        if (command.isEmpty() || command.get(0).isBlank()) {
            section.error("command", "'command' is missing: a list of the program and its arguments");
        } else if (command.size() == 1 && command.get(0).contains(" ")) {
            section.error(
                    "command", "no shell splits this; write a list, like [python3, script.py, \"{session_folder}\"]");
        }
        section.check("command", Placeholders::complaint);
        section.check("working-folder", Placeholders::complaint);
        section.check("environment", name -> complaint(VARIABLE, name, "is no name of an environment variable"));
        Section variables = section.section("variables");
        variables.entries().forEach((name, value) -> {
            complaint(VARIABLE, name, "is no name of an environment variable")
                    .or(() -> Placeholders.complaint(value))
                    .ifPresent(why -> variables.error(name, why));
        });
        List<String> environment = section.has("environment")
                ? section.texts("environment")
                : List.of("PATH", "HOME", "LANG", "LC_ALL", "TZ", "USER", "SystemRoot", "TEMP");
        Action action = new Action(
                command,
                Duration.ofSeconds(section.number("timeout-seconds", 1, 7 * DAY, 3600)),
                environment,
                variables.entries(),
                section.text("working-folder", "{output_folder}"),
                section.number("attempts", 1, 20, 1));
        section.close();
        return action;
    }

    private static Reports reports(Section section) {
        List<String> mail = new ArrayList<>(section.texts("mail"));
        boolean users = mail.remove(SESSION_USERS);
        section.check(
                "mail",
                address -> address.equals(SESSION_USERS)
                        ? Optional.empty()
                        : complaint(
                                ADDRESS,
                                address,
                                "is no e-mail address of plain letters, like name@lab.org (nor '" + SESSION_USERS
                                        + "')"));
        List<Webhook> hooks =
                section.sections("webhooks").stream().map(RuleReader::webhook).toList();
        section.close();
        return new Reports(mail, users, hooks);
    }

    private static Webhook webhook(Section section) {
        Webhook hook = new Webhook(
                section.value("kind", RuleReader::kind).orElse("json"),
                section.value("url", RuleReader::address).orElse(""),
                section.text("secret", ""),
                section.section("parameters").entries());
        if (!section.has("url")) {
            section.error("url", "'url' is missing: where is the webhook?");
        }
        if (!SECRET.matcher(hook.secret()).matches()) {
            // not shown: it may be the secret itself
            section.error(
                    "secret", "says where the secret is, env:NAME or file:/path; the secret itself never stands here");
        }
        section.close();
        return hook;
    }

    private static String kind(String text) {
        if (Webhook.KINDS.contains(text)) {
            return text;
        }
        throw new IllegalArgumentException("expected one of " + String.join(", ", Webhook.KINDS));
    }

    private static String address(String text) {
        URI uri = URI.create(text);
        if (!WebAddress.isOne(uri)) {
            throw new IllegalArgumentException("expected http(s)://host/…");
        }
        if (uri.getRawUserInfo() != null) {
            throw new IllegalArgumentException("a password in it would be readable by all; use 'secret'");
        }
        return text;
    }

    private static List<String> globs(Section section, String key) {
        section.check(key, glob -> {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
                return Optional.empty();
            } catch (PatternSyntaxException e) {
                return Optional.of("'" + glob + "' is not a usable pattern: " + e.getDescription());
            }
        });
        return section.texts(key);
    }

    private static Optional<String> complaint(Pattern form, String text, String why) {
        return form.matcher(text).matches() ? Optional.empty() : Optional.of("'" + text + "' " + why);
    }

    private static LocalDate date(String text) {
        if (!text.matches("\\d{4}-\\d{2}-\\d{2}")) {
            throw new IllegalArgumentException("expected a date, like 2022-01-31");
        }
        return LocalDate.parse(text);
    }

    private static LocalDateTime time(String text) {
        return text.length() == 10 ? date(text).atStartOfDay() : LocalDateTime.parse(text.replace(' ', 'T'));
    }
}
