package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request, read to its end.
 *
 * @param base scheme and host as the client named them; answers build their URLs from it
 * @param id the last part of the path when it names one row, else empty
 * @param user the caller's name, null for an anonymous one
 */
record Call(
        String method,
        String path,
        String id,
        Map<String, List<String>> query,
        String base,
        @Nullable String user,
        JsonNode body) {

    @Nullable
    String query(String name) {
        List<String> values = query.get(name);
        return values == null || values.isEmpty() ? null : values.get(values.size() - 1);
    }

    /** A filter: present and not empty. */
    @Nullable
    String filter(String name) {
        String value = query(name);
        return value == null || value.isEmpty() ? null : value;
    }

    boolean isGet() {
        return method.equals("GET") || method.equals("HEAD");
    }
}
