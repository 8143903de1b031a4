package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Understands a request's body: JSON or a form. */
final class Bodies {
    private Bodies() {}

    static JsonNode read(Request request) {
        if (request.body().length == 0) {
            return Json.object();
        }
        String type = request.contentType() == null ? "" : request.contentType();
        return switch (type.split(";")[0].strip().toLowerCase(Locale.ROOT)) {
            case "application/json" -> json(request.body());
            case "application/x-www-form-urlencoded" -> form(request.body());
            default -> throw new Refusal(Answer.detail(415, "Unsupported media type \"" + type + "\" in request."));
        };
    }

    private static JsonNode json(byte[] body) {
        try {
            return Json.parse(body);
        } catch (JsonProcessingException e) {
            String error = new PythonJsonError(new String(body, StandardCharsets.UTF_8)).message();
            throw new Refusal(Answer.detail(400, "JSON parse error - " + error));
        }
    }

    private static JsonNode form(byte[] body) {
        ObjectNode form = Json.object();
        new QueryStringDecoder(new String(body, StandardCharsets.UTF_8), StandardCharsets.UTF_8, false, 10_000)
                .parameters()
                .forEach((name, values) ->
                        form.set(name, values.size() == 1 ? Json.text(values.get(0)) : Json.texts(values)));
        return form;
    }
}
