package org.alyxtransfer.alyx;

import java.util.LinkedHashMap;
import java.util.Map;

/** What to send to make a thing; fields left empty are left out, so that Alyx's defaults apply. */
final class Bodies {
    private Bodies() {}

    static Map<String, Object> of(Repository repository) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", repository.name());
        putText(body, "hostname", repository.hostname());
        putText(body, "globus_path", repository.path());
        putText(body, "repository_type", repository.type());
        if (repository.dataUrl() != null) {
            body.put("data_url", repository.dataUrl());
        }
        body.put("globus_is_personal", repository.isPersonal());
        return body;
    }

    static Map<String, Object> of(DatasetType type) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", type.name());
        putText(body, "filename_pattern", type.pattern());
        putText(body, "description", type.description());
        return body;
    }

    static Map<String, Object> of(DataFormat format) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("name", format.name());
        body.put("file_extension", format.extension());
        putText(body, "description", format.description());
        return body;
    }

    private static void putText(Map<String, Object> body, String key, String text) {
        if (!text.isEmpty()) {
            body.put(key, text);
        }
    }
}
