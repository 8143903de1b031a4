package org.alyxtransfer.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads {@code details} of a protection check: one object a file, whose value lists its revisions. */
final class Protections {
    private Protections() {}

    /** Only the files of which a revision is protected; none when {@code details} is a text. */
    static List<Protection> in(JsonNode details) {
        List<Protection> all = new ArrayList<>();
        for (JsonNode file : details) {
            for (Map.Entry<String, JsonNode> entry : file.properties()) {
                Protection protection = new Protection(entry.getKey(), revisions(entry.getValue()));
                if (protection.isAnyProtected()) {
                    all.add(protection);
                }
            }
        }
        return all;
    }

    private static Map<String, Boolean> revisions(JsonNode list) {
        Map<String, Boolean> revisions = new LinkedHashMap<>();
        for (JsonNode revision : list) {
            for (Map.Entry<String, JsonNode> entry : revision.properties()) {
                revisions.put(entry.getKey(), entry.getValue().asBoolean());
            }
        }
        return revisions;
    }
}
