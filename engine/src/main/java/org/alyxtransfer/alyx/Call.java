package org.alyxtransfer.alyx;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request: method, address below Alyx's base, JSON body ({@code null} for none) and its own time-out.
 *
 * @param address path and query, beginning with '/'; without a slash at the end, which Alyx answers with 404
 */
record Call(HttpMethod method, String address, @Nullable String body, Duration timeout) {
    private static final ObjectMapper JSON = new ObjectMapper();

    static Call get(String address, Duration timeout) {
        return new Call(HttpMethod.GET, address, null, timeout);
    }

    static Call sending(HttpMethod method, String address, Map<String, ?> body, Duration timeout) {
        try {
            return new Call(method, address, JSON.writeValueAsString(body), timeout);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not expressible as JSON: " + e.getOriginalMessage());
        }
    }

    /** One that no release of Alyx can carry out: its body is not JSON. What is said of it comes from the door. */
    static Call unreadable(HttpMethod method, String address, Duration timeout) {
        return new Call(method, address, "{", timeout);
    }

    /** What kinds of answer are taken; the description of the server has a media type of its own. */
    String accepted() {
        return address.equals(SelfDescription.ADDRESS) ? "application/vnd.oai.openapi+json" : "application/json";
    }

    /** Without the query, which may be long. */
    String path() {
        int query = address.indexOf('?');
        return query < 0 ? address : address.substring(0, query);
    }

    @Override
    public String toString() {
        return method + " " + path(); // never the body: it may hold a password
    }
}
