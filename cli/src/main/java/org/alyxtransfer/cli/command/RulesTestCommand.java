package org.alyxtransfer.cli.command;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Placeholders;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Rules;
import org.alyxtransfer.automation.rule.Trigger;
import org.alyxtransfer.automation.watch.SessionUsers;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.connect.SessionFinder;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Holds a rule against a session of the real Alyx, moving, running and sending nothing. */
@Command(
        name = "test",
        description = "Says what a rule would fetch, run and send for a session. Nothing is moved, run or sent.",
        footer = {
            "",
            "Example: alyx-transfer rules test config/rules/trials-summary.yaml --session COGP-003/2022-01-11/001"
        })
public final class RulesTestCommand implements Action {
    private final Invocation invocation;

    @Parameters(paramLabel = "FILE", description = "The rule.")
    private @Nullable Path file;

    @Option(
            names = "--session",
            required = true,
            paramLabel = "SESSION",
            description = "The session, as subject/date/number or by its id.")
    private String session = "";

    public RulesTestCommand(Invocation invocation) {
        this.invocation = invocation;
    }

    @Override
    public ExitCode run() {
        Path place = invocation.surroundings().resolve(Objects.requireNonNull(file));
        List<Rule> rules = Rules.read(List.of(place)).all();
        if (rules.stream().anyMatch(rule -> rule.trigger() instanceof Trigger.OnFolder)) {
            throw new TransferException(
                    Kind.INVALID, place.toString(), "uploads a folder; 'alyx-transfer upload --dry-run' tries that");
        }
        try (Connections open = new Connections(invocation.settings())) {
            SessionSummary found = invocation.waiting().value(new SessionFinder(open.alyx()).find(session));
            List<Dataset> datasets = invocation
                    .waiting()
                    .value(open.alyx()
                            .datasets(DatasetQuery.ofSession(found.id()))
                            .collectList());
            List<String> users = invocation
                    .waiting()
                    .value(open.alyx()
                            .session(found.id())
                            .flatMap(session -> SessionUsers.addresses(open.alyx(), session.users())));
            boolean any = false;
            for (Rule rule : rules) {
                any |= tell(rule, found, Matching.of(rule, found, datasets), users);
            }
            return any ? ExitCode.DONE : ExitCode.NOTHING_MATCHED;
        }
    }

    private boolean tell(Rule rule, SessionSummary found, Matching matching, List<String> users) {
        Output output = invocation.output();
        boolean starts = matching.matches() && !matching.selected().isEmpty();
        String why = matching.matches() ? "its selection fits none of the session's datasets" : matching.whyNot();
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("rule", rule.name());
        fields.put("session", found.id().toString());
        fields.put("matches", starts);
        if (!starts) {
            output.say("Rule " + rule.name() + " would do nothing for " + session + ": " + why + ".");
            fields.put("why", why);
            output.emit("rule-test", fields);
            return false;
        }
        List<String> fetched = matching.selected().stream()
                .map(dataset -> dataset.path().toString())
                .sorted()
                .toList();
        List<String> command = command(rule, found);
        List<String> sent = Stream.concat(recipients(rule, users), hooks(rule)).toList();
        long bytes = matching.selected().stream()
                .mapToLong(dataset -> Objects.requireNonNullElse(dataset.size(), 0L))
                .sum();
        output.say("Rule " + rule.name() + " matches " + found.path() + ". It would");
        output.say("  fetch " + Figures.count(fetched.size(), "dataset") + " (" + Figures.bytes(bytes) + "):");
        fetched.forEach(path -> output.say("    " + path));
        output.say("  run (no shell): " + command);
        output.say("  send to: " + (sent.isEmpty() ? "nobody" : String.join(", ", sent)));
        output.say("Nothing was moved, run or sent.");
        fields.put("fetch", fetched);
        fields.put("run", command);
        fields.put("send", sent);
        output.emit("rule-test", fields);
        return true;
    }

    private static List<String> command(Rule rule, SessionSummary found) {
        if (rule.action() == null) {
            return List.of();
        }
        Map<String, String> values = Map.of(
                "subject", found.subject(),
                "date", found.path().date().toString(),
                "number", found.path().paddedNumber(),
                "session_id", found.id().toString(),
                "lab", found.lab(),
                "rule", rule.name());
        return rule.action().command().stream()
                .map(word -> Placeholders.fill(word, values))
                .toList();
    }

    private static Stream<String> recipients(Rule rule, List<String> users) {
        return Stream.concat(
                        rule.reports().mail().stream(), rule.reports().sessionUsers() ? users.stream() : Stream.empty())
                .distinct();
    }

    private static Stream<String> hooks(Rule rule) {
        return rule.reports().webhooks().stream().map(hook -> hook.kind() + " webhook " + hook.address());
    }
}
