package org.alyxtransfer.automation.watch;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.alyxtransfer.alyx.Session;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.rule.Action;
import org.alyxtransfer.automation.rule.Matching;
import org.alyxtransfer.automation.rule.Placeholders;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.run.Command;
import org.alyxtransfer.automation.run.CommandEnd;
import org.alyxtransfer.automation.run.CommandEnd.How;
import org.alyxtransfer.automation.run.ProcessTree;
import reactor.core.publisher.Mono;

/** Fetches a session's datasets into a folder of their own and runs the rule's command on them. */
final class Runs {
    private final Surroundings with;

    Runs(Surroundings with) {
        this.with = with;
    }

    /** Fails only where the datasets could not be had; how the command ended is in the result. */
    Mono<Ran> run(String id, Rule rule, Session session, Matching matching) {
        long started = now();
        RunFolder folder = RunFolder.of(with.runs(), rule.name(), session.path().toString(), id);
        Mono<CommandEnd> attempt = blocking(() -> {
                    ProcessTree.ofEarlier(id).end(); // a watcher that was killed leaves its command running
                    folder.begin();
                    return true;
                })
                .then(Mono.defer(() -> with.fetch().fetch(session.summary(), matching.selected(), folder.input())))
                .flatMap(input -> with.commands().run(command(id, rule, session, folder, input)));
        return lastOf(attempt, folder, action(rule).attempts(), 1)
                .map(end -> new Ran(
                        id,
                        session.path().toString(),
                        session.id().toString(),
                        session.users(),
                        matching.selected().size(),
                        outcome(end.how()),
                        end.why(),
                        started,
                        now()));
    }

    /** Each attempt fetches anew: what the one before left in the input would be taken for the session's. */
    private Mono<CommandEnd> lastOf(Mono<CommandEnd> attempt, RunFolder folder, int most, int number) {
        return attempt.flatMap(end -> end.how() == How.SUCCEEDED || number >= most
                ? Mono.just(end)
                : Mono.delay(Attempts.pause(number), with.time())
                        .then(blocking(() -> {
                            folder.removeInput();
                            return true;
                        }))
                        .then(lastOf(attempt, folder, most, number + 1)));
    }

    private Command command(String id, Rule rule, Session session, RunFolder folder, Path input) {
        Map<String, String> values = Map.of(
                "session_folder", input.toString(),
                "output_folder", folder.output().toString(),
                "subject", session.summary().subject(),
                "date", session.path().date().toString(),
                "number", session.path().paddedNumber(),
                "session_id", session.id().toString(),
                "lab", session.summary().lab(),
                "rule", rule.name(),
                "run_id", id);
        Action action = action(rule);
        Map<String, String> environment = new HashMap<>();
        action.environment().stream()
                .filter(with.environment()::containsKey)
                .forEach(name -> environment.put(name, with.environment().get(name)));
        values.forEach((name, value) -> environment.put("ALYX_TRANSFER_" + name.toUpperCase(Locale.ROOT), value));
        action.variables().forEach((name, value) -> environment.put(name, Placeholders.fill(value, values)));
        List<String> words = action.command().stream()
                .map(word -> Placeholders.fill(word, values))
                .toList();
        Path workingFolder = folder.output().resolve(Placeholders.fill(action.workingFolder(), values));
        return new Command(id, words, environment, workingFolder, folder.folder(), action.timeout());
    }

    private static Action action(Rule rule) {
        return Objects.requireNonNull(rule.action(), "a rule on sessions has an action");
    }

    private static Outcome outcome(How how) {
        return switch (how) {
            case SUCCEEDED -> Outcome.SUCCEEDED;
            case FAILED -> Outcome.FAILED;
            case TIMED_OUT -> Outcome.TIMED_OUT;
            case NOT_STARTED -> Outcome.NOT_RUN;
        };
    }

    private <T> Mono<T> blocking(Callable<T> work) {
        return Mono.fromCallable(work).subscribeOn(with.disk());
    }

    private long now() {
        return with.time().now(TimeUnit.MILLISECONDS);
    }
}
