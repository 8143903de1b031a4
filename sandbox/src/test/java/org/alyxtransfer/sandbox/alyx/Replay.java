package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Sends recorded requests to a stand-in and tells in what its answers differ from the recorded ones. */
final class Replay {
    static final String RECORDED_BASE = "http://127.0.0.1:8010";

    private final AlyxServer server;
    private final Http http;
    private final Ids ids = new Ids();

    Replay(AlyxServer server) {
        this.server = server;
        this.http = new Http(server.baseUrl());
    }

    Ids ids() {
        return ids;
    }

    List<String> differences(Recording recording) {
        Http.Reply reply = Http.now(http.send(
                recording.request().path("method").asText(), path(recording), headers(recording), body(recording)));
        List<String> differences = new ArrayList<>();
        JsonNode expected = recording.response();
        if (reply.status() != expected.path("status").asInt()) {
            differences.add(
                    "status %d instead of %s: %s".formatted(reply.status(), expected.path("status"), reply.body()));
            return differences;
        }
        compareHeaders(expected.path("headers"), reply, differences);
        if (expected.path("body").isTextual()) {
            if (!expected.path("body").asText().equals(reply.body())) {
                differences.add("body " + reply.body() + " instead of " + expected.path("body"));
            }
        } else {
            new Comparison(recording, ids, server.baseUrl())
                    .compare("body", expected.path("body"), reply.json(), differences);
        }
        return differences;
    }

    private String path(Recording recording) {
        return rewritten(recording.path())
                .replace("[", "%5B")
                .replace("]", "%5D")
                .replace("'", "%27");
    }

    private Map<String, String> headers(Recording recording) {
        Map<String, String> headers = new LinkedHashMap<>();
        recording
                .request()
                .path("headers")
                .properties()
                .forEach(header -> headers.put(
                        header.getKey(), header.getValue().asText().replace("TOKEN", server.token(recording.user()))));
        return headers;
    }

    private @Nullable String body(Recording recording) {
        JsonNode body = recording.request().path("body");
        if (body.isNull()) {
            return null;
        }
        if (body.isTextual()) {
            return body.asText();
        }
        String type = recording.request().path("headers").path("Content-Type").asText();
        return type.endsWith("x-www-form-urlencoded") ? form(body) : rewritten(body.toString());
    }

    private static String form(JsonNode body) {
        return body.properties().stream()
                .map(entry -> entry.getKey() + "="
                        + URLEncoder.encode(entry.getValue().asText(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private String rewritten(String text) {
        return ids.rewritten(text.replace(RECORDED_BASE, server.baseUrl()));
    }

    private void compareHeaders(JsonNode expected, Http.Reply reply, List<String> differences) {
        for (String name : new String[] {"Content-Type", "Allow", "Retry-After"}) {
            String wanted = expected.path(name).asText("");
            String found = reply.headers().get(name, "");
            if (!wanted.equals(found)) {
                differences.add("header %s: %s instead of %s".formatted(name, found, wanted));
            }
        }
        if (!"close".equalsIgnoreCase(reply.headers().get("Connection", ""))) {
            differences.add("the connection is kept open");
        }
        String location = expected.path("Location").asText("").replace(RECORDED_BASE, server.baseUrl());
        if (!ids.matches(location, reply.headers().get("Location", ""))) {
            differences.add("header Location: %s instead of %s"
                    .formatted(reply.headers().get("Location"), location));
        }
    }
}
