package org.alyxtransfer.automation.report.webhook;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.alyxtransfer.automation.report.Parcel;
import org.alyxtransfer.automation.report.ReportJson;
import org.alyxtransfer.automation.report.RunReport;
import org.alyxtransfer.automation.report.WebhookRecipient;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** A POST request in the form that its server documents; holds the secret, so it is not to be shown. */
final class HookRequest {
    private static final String FORM = "application/x-www-form-urlencoded";
    private static final String JSON = "application/json";
    private static final String EVENT = "alyx-transfer";

    private final URI url;
    private final String body;
    private final Map<CharSequence, String> headers = new LinkedHashMap<>();

    private HookRequest(URI url, String type, String body) {
        this.url = url;
        this.body = body;
        headers.put(HttpHeaderNames.CONTENT_TYPE, type);
        headers.put(HttpHeaderNames.USER_AGENT, "alyx-transfer");
    }

    static HookRequest of(Parcel parcel, String secret, Instant now) {
        WebhookRecipient to = (WebhookRecipient) parcel.recipient();
        return switch (to.form()) {
            case GITLAB -> gitlab(parcel, to, secret);
            case JENKINS -> jenkins(parcel, to, secret);
            case GITHUB -> github(parcel, to, secret);
            case GITEA -> gitea(parcel, to, secret);
            case JSON -> signed(parcel, to, secret, now);
        };
    }

    URI url() {
        return url;
    }

    String body() {
        return body;
    }

    Map<CharSequence, String> headers() {
        return headers;
    }

    /** The trigger token travels in the body; GitLab takes it in the address, too, where logs would keep it. */
    private static HookRequest gitlab(Parcel parcel, WebhookRecipient to, String secret) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("token", secret);
        form.put("ref", ref(to));
        facts(parcel).forEach((name, value) -> form.put("variables[" + upper(name) + "]", value));
        return new HookRequest(to.url(), FORM, encoded(form));
    }

    /** The secret is {@code USER:API_TOKEN}: with an API token Jenkins asks for no crumb. */
    private static HookRequest jenkins(Parcel parcel, WebhookRecipient to, String secret) {
        if (secret.indexOf(':') < 1) {
            throw new TransferException(
                    Kind.AUTHENTICATION, where(to), "the secret for Jenkins has to read USER:API_TOKEN");
        }
        Map<String, String> form = new LinkedHashMap<>();
        facts(parcel).forEach((name, value) -> form.put(upper(name), value));
        HookRequest request = new HookRequest(to.url(), FORM, encoded(form));
        String basic = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        request.headers.put(HttpHeaderNames.AUTHORIZATION, "Basic " + basic);
        return request;
    }

    private static HookRequest github(Parcel parcel, WebhookRecipient to, String secret) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("event_type", to.parameters().getOrDefault("event_type", EVENT));
        ObjectNode payload = json.putObject("client_payload"); // ten properties at most
        facts(parcel).forEach(payload::put);
        HookRequest request = new HookRequest(to.url(), JSON, json.toString());
        request.headers.put(HttpHeaderNames.ACCEPT, "application/vnd.github+json");
        request.headers.put("X-GitHub-Api-Version", "2022-11-28");
        request.headers.put(HttpHeaderNames.AUTHORIZATION, "Bearer " + secret);
        return request;
    }

    private static HookRequest gitea(Parcel parcel, WebhookRecipient to, String secret) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("ref", ref(to));
        ObjectNode inputs = json.putObject("inputs");
        facts(parcel).forEach(inputs::put);
        HookRequest request = new HookRequest(to.url(), JSON, json.toString());
        request.headers.put(HttpHeaderNames.AUTHORIZATION, "token " + secret);
        return request;
    }

    private static HookRequest signed(Parcel parcel, WebhookRecipient to, String secret, Instant now) {
        ObjectNode json = ReportJson.write(parcel.report());
        json.put("type", EVENT);
        json.put("delivery", parcel.id());
        HookRequest request = new HookRequest(to.url(), JSON, json.toString());
        request.headers.put("Idempotency-Key", parcel.id());
        if (!secret.isEmpty()) {
            Signature.headers(parcel.id(), now, request.body, secret).forEach(request.headers::put);
        }
        return request;
    }

    /** What a pipeline needs to know; all of it text, whatever the names hold. */
    private static Map<String, String> facts(Parcel parcel) {
        RunReport report = parcel.report();
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("alyx_delivery", parcel.id());
        facts.put("alyx_run", report.run());
        facts.put("alyx_rule", report.rule());
        facts.put("alyx_session", report.session());
        facts.put(
                "alyx_session_id",
                report.sessionId() == null ? "" : report.sessionId().toString());
        facts.put("alyx_outcome", report.result().outcome().name());
        return facts;
    }

    private static String ref(WebhookRecipient to) {
        String ref = to.parameters().getOrDefault("ref", "");
        return ref.isBlank() ? "main" : ref;
    }

    static String where(WebhookRecipient to) {
        return to.url().getScheme() + "://" + to.url().getAuthority() + to.url().getPath(); // a query may hold tokens
    }

    private static String upper(String name) {
        return name.toUpperCase(Locale.ROOT);
    }

    private static String encoded(Map<String, String> form) {
        StringBuilder body = new StringBuilder();
        form.forEach((name, value) -> body.append(body.length() == 0 ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
        return body.toString();
    }
}
