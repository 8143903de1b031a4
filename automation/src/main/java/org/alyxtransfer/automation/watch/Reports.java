package org.alyxtransfer.automation.watch;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.alyxtransfer.automation.report.MailRecipient;
import org.alyxtransfer.automation.report.Outcome;
import org.alyxtransfer.automation.report.Recipient;
import org.alyxtransfer.automation.report.ResultFile;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.RunResult;
import org.alyxtransfer.automation.report.SecretSource;
import org.alyxtransfer.automation.report.WebhookForm;
import org.alyxtransfer.automation.report.WebhookRecipient;
import org.alyxtransfer.automation.rule.Rule;
import org.alyxtransfer.automation.rule.Rule.Webhook;
import org.alyxtransfer.dataset.TransferException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/** Puts together what is told of a run, and to whom. */
final class Reports {
    private static final Logger LOG = LoggerFactory.getLogger(Reports.class);
    private static final int LAST_LINES = 40;

    private final Surroundings with;

    Reports(Surroundings with) {
        this.with = with;
    }

    /** Completes when the report is durable. */
    Mono<Void> report(Rule rule, Ran ran) {
        RunFolder folder = RunFolder.of(with.runs(), rule.name(), ran.session(), ran.run());
        Mono<RunReport> report =
                Mono.fromCallable(() -> report(rule, ran, folder)).subscribeOn(with.disk());
        return report.zipWith(recipients(rule, ran))
                .flatMap(both -> with.reporter().enqueue(both.getT1(), both.getT2()));
    }

    private Mono<List<Recipient>> recipients(Rule rule, Ran ran) {
        Mono<List<String>> users =
                rule.reports().sessionUsers() ? SessionUsers.addresses(with.alyx(), ran.users()) : Mono.just(List.of());
        return users.map(addresses -> {
            List<Recipient> all = new ArrayList<>();
            Stream.concat(rule.reports().mail().stream(), addresses.stream())
                    .distinct()
                    .forEach(address -> add(all, address));
            rule.reports().webhooks().forEach(hook -> all.add(webhook(hook)));
            return all;
        });
    }

    private static void add(List<Recipient> all, String address) {
        try {
            all.add(new MailRecipient(address));
        } catch (TransferException none) {
            LOG.warn("a user's address in Alyx is left out: {}", none.getMessage());
        }
    }

    private static WebhookRecipient webhook(Webhook hook) {
        int colon = hook.secret().indexOf(':');
        SecretSource.Kind kind =
                hook.secret().startsWith("env:") ? SecretSource.Kind.ENVIRONMENT : SecretSource.Kind.FILE;
        return new WebhookRecipient(
                WebhookForm.valueOf(hook.kind().toUpperCase(Locale.ROOT)),
                URI.create(hook.url()),
                new SecretSource(kind, hook.secret().substring(colon + 1)),
                hook.parameters());
    }

    private static RunReport report(Rule rule, Ran ran, RunFolder folder) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        if (ran.datasets() > 0) {
            facts.put("datasets", Integer.toString(ran.datasets()));
        }
        boolean good = ran.outcome() == Outcome.SUCCEEDED;
        List<String> lines = Stream.of(folder.stdout(), folder.stderr())
                .flatMap(log -> lastLines(log).stream())
                .toList();
        Path log = Files.exists(folder.stderr()) && Files.size(folder.stderr()) > 0 ? folder.stderr() : folder.stdout();
        RunResult result = new RunResult(
                ran.outcome(),
                ran.why(),
                Instant.ofEpochMilli(ran.started()),
                Duration.ofMillis(ran.ended() - ran.started()),
                RunFolder.end(folder.stdout()),
                folder.output(),
                Files.isDirectory(folder.output()) ? ResultFile.in(folder.output()) : List.of(),
                Files.exists(log) ? log : null,
                good ? List.of() : lines);
        UUID id = ran.sessionId().isEmpty() ? null : UUID.fromString(ran.sessionId());
        return new RunReport(ran.run(), rule.name(), ran.session(), id, facts, result);
    }

    private static List<String> lastLines(Path log) {
        try {
            List<String> lines = RunFolder.end(log).lines().toList();
            return lines.subList(Math.max(0, lines.size() - LAST_LINES), lines.size());
        } catch (IOException e) {
            return List.of("(" + log + " cannot be read: " + e.getMessage() + ")");
        }
    }
}
