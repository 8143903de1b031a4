package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Cuts a list into the page that was asked for. */
record Paging(int limit, int offset) {
    private static final int DEFAULT_LIMIT = 250;
    private static final int LARGEST_LIMIT = 1000;

    static Paging of(Call call) {
        int limit = number(call.query("limit"), DEFAULT_LIMIT);
        return new Paging(
                limit <= 0 ? DEFAULT_LIMIT : Math.min(limit, LARGEST_LIMIT),
                Math.max(0, number(call.query("offset"), 0)));
    }

    static <T> Answer answer(Call call, Collection<T> rows, Function<T, ? extends JsonNode> written) {
        Paging page = of(call);
        ObjectNode body = Json.object();
        body.put("count", rows.size());
        body.put("next", page.offset + page.limit < rows.size() ? page.url(call, page.offset + page.limit) : null);
        body.put("previous", page.offset > 0 ? page.url(call, page.offset - page.limit) : null);
        ArrayNode results = body.putArray("results");
        rows.stream().skip(page.offset).limit(page.limit).map(written).forEach(results::add);
        return Answer.ok(body);
    }

    private String url(Call call, int toOffset) {
        Map<String, List<String>> query = new TreeMap<>(call.query());
        query.put("limit", List.of(Integer.toString(limit)));
        query.remove("offset");
        if (toOffset > 0) {
            query.put("offset", List.of(Integer.toString(toOffset)));
        }
        String parameters = query.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().map(value -> quoted(entry.getKey()) + "=" + quoted(value)))
                .collect(Collectors.joining("&"));
        return call.base() + call.path() + "?" + parameters;
    }

    private static String quoted(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8)
                .replace("%7E", "~")
                .replace("*", "%2A");
    }

    private static int number(@Nullable String text, int otherwise) {
        try {
            return text == null ? otherwise : Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }
}
