package org.alyxtransfer.automation.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.alyxtransfer.automation.report.SecretSource.Kind;
import org.alyxtransfer.dataset.TransferException;
import org.jspecify.annotations.Nullable;

/** Reports and recipients as JSON: in the outbox, and what the signed webhook posts. */
public final class ReportJson {
    private static final int SCHEMA = 1;
    private static final ObjectMapper JSON = new ObjectMapper();

    private ReportJson() {}

    /** With a {@code schema} number; times are ISO 8601 in UTC, durations seconds, sizes bytes. */
    public static ObjectNode write(RunReport report) {
        RunResult result = report.result();
        ObjectNode json = JSON.createObjectNode();
        json.put("schema", SCHEMA);
        json.put("run", report.run());
        json.put("rule", report.rule());
        json.put("session", report.session());
        json.put("session_id", text(report.sessionId()));
        json.put("outcome", result.outcome().name());
        json.put("reason", result.reason());
        json.put("started", result.started().toString());
        json.put("seconds", result.took().toMillis() / 1000.0);
        json.put("summary", result.summary());
        ObjectNode facts = json.putObject("facts");
        report.facts().forEach(facts::put);
        json.put("folder", result.folder().toString());
        ArrayNode files = json.putArray("files");
        result.files()
                .forEach(file -> files.addObject().put("name", file.name()).put("bytes", file.bytes()));
        json.put("log", text(result.log()));
        result.lastLogLines().forEach(json.putArray("last_log_lines")::add);
        return json;
    }

    static RunReport report(String text) {
        JsonNode json = parse(text);
        List<ResultFile> files = new ArrayList<>();
        json.path("files")
                .forEach(file -> files.add(new ResultFile(
                        file.path("name").asText(), file.path("bytes").asLong())));
        List<String> lines = new ArrayList<>();
        json.path("last_log_lines").forEach(line -> lines.add(line.asText()));
        JsonNode log = json.path("log");
        RunResult result = new RunResult(
                Outcome.valueOf(json.path("outcome").asText()),
                json.path("reason").asText(),
                Instant.parse(json.path("started").asText()),
                Duration.ofMillis(Math.round(json.path("seconds").asDouble() * 1000)),
                json.path("summary").asText(),
                Path.of(json.path("folder").asText()),
                files,
                log.isTextual() ? Path.of(log.asText()) : null,
                lines);
        JsonNode session = json.path("session_id");
        return new RunReport(
                json.path("run").asText(),
                json.path("rule").asText(),
                json.path("session").asText(),
                session.isTextual() ? UUID.fromString(session.asText()) : null,
                texts(json.path("facts")),
                result);
    }

    static String write(Recipient recipient) {
        ObjectNode json = JSON.createObjectNode();
        if (recipient instanceof MailRecipient mail) {
            return json.put("mail", mail.address()).toString();
        }
        WebhookRecipient hook = (WebhookRecipient) recipient;
        json.put("webhook", hook.form().name()).put("url", hook.url().toString());
        if (hook.secret() != null) {
            json.putObject("secret")
                    .put("kind", hook.secret().kind().name())
                    .put("name", hook.secret().name());
        }
        ObjectNode parameters = json.putObject("parameters");
        hook.parameters().forEach(parameters::put);
        return json.toString();
    }

    static Recipient recipient(String text) {
        JsonNode json = parse(text);
        if (json.has("mail")) {
            return new MailRecipient(json.path("mail").asText());
        }
        JsonNode secret = json.path("secret");
        return new WebhookRecipient(
                WebhookForm.valueOf(json.path("webhook").asText()),
                URI.create(json.path("url").asText()),
                secret.isMissingNode()
                        ? null
                        : new SecretSource(
                                Kind.valueOf(secret.path("kind").asText()),
                                secret.path("name").asText()),
                texts(json.path("parameters")));
    }

    private static Map<String, String> texts(JsonNode object) {
        Map<String, String> texts = new LinkedHashMap<>();
        object.properties()
                .forEach(field -> texts.put(field.getKey(), field.getValue().asText()));
        return texts;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new TransferException(
                    TransferException.Kind.GARBLED, "outbox", "a report in it cannot be read: " + e.getMessage(), e);
        }
    }
}
