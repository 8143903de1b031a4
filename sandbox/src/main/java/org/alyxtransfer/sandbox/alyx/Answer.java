package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** One response, ready to be written. */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Answer(int status, String contentType, byte[] body, Map<String, String> headers) {
    private static final String JSON = "application/json";
    private static final String HTML = "text/html; charset=utf-8";

    static Answer json(int status, JsonNode body) {
        return new Answer(status, JSON, Json.bytes(body), Map.of());
    }

    static Answer ok(JsonNode body) {
        return json(200, body);
    }

    static Answer noContent() {
        return new Answer(204, "", new byte[0], Map.of());
    }

    static Answer detail(int status, String detail) {
        return json(status, Json.object().put("detail", detail).put("status_code", status));
    }

    /** The shape that register-file uses for a session, subject or path that it cannot use. */
    static Answer error(int status, String error) {
        return json(status, Json.object().put("status_code", status).put("error", error));
    }

    static Answer fieldErrors(ObjectNode errors) {
        return json(400, errors.put("status_code", 400));
    }

    static Answer fieldError(String field, String message) {
        ObjectNode errors = Json.object();
        errors.putArray(field).add(message);
        return fieldErrors(errors);
    }

    static Answer html(int status, String type, String text) {
        return new Answer(status, type, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Answer pageNotFound() {
        return djangoPage(404, "Not Found", "Not Found", "The requested resource was not found on this server.");
    }

    static Answer badHost() {
        return djangoPage(400, "Bad Request (400)", "Bad Request (400)", "");
    }

    /** What gunicorn itself says when it had to kill the worker. */
    static Answer workerKilled() {
        String page = """
                <html>
                  <head>
                    <title>Internal Server Error</title>
                  </head>
                  <body>
                    <h1><p>Internal Server Error</p></h1>
                %s
                  </body>
                </html>
                """.formatted("    ");
        return html(500, "text/html", page);
    }

    static Answer redirect(int status, String location) {
        return html(status, HTML, "").with("Location", location);
    }

    Answer with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more);
    }

    Answer withoutBody() {
        return new Answer(status, contentType, new byte[0], headers);
    }

    private static Answer djangoPage(int status, String title, String heading, String text) {
        String page = """

                <!doctype html>
                <html lang="en">
                <head>
                  <title>%s</title>
                </head>
                <body>
                  <h1>%s</h1><p>%s</p>
                </body>
                </html>
                """.formatted(title, heading, text);
        return html(status, HTML, page);
    }
}
