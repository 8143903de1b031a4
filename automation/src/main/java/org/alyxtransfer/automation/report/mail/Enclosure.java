package org.alyxtransfer.automation.report.mail;

import java.util.Locale;
import java.util.Map;

/** A file that travels with a mail, in memory. */
final class Enclosure {
    private static final String UNKNOWN = "application/octet-stream"; // also HTML: it might hold scripts
    private static final Map<String, String> TYPES = Map.of(
            "png", "image/png",
            "jpg", "image/jpeg",
            "jpeg", "image/jpeg",
            "gif", "image/gif",
            "csv", "text/csv; charset=utf-8",
            "txt", "text/plain; charset=utf-8",
            "log", "text/plain; charset=utf-8",
            "json", "application/json",
            "pdf", "application/pdf",
            "svg", "image/svg+xml");

    private final String name;
    private final byte[] bytes;

    Enclosure(String name, byte[] bytes) {
        this.name = name;
        this.bytes = bytes;
    }

    String name() {
        return name;
    }

    byte[] bytes() {
        return bytes;
    }

    String type() {
        String ending = name.substring(name.lastIndexOf('.') + 1).toLowerCase(Locale.ROOT);
        return TYPES.getOrDefault(ending, UNKNOWN);
    }

    /** Without folders and whatever a header or file system might stumble over. */
    String fileName() {
        String base = name.substring(name.lastIndexOf('/') + 1);
        return PlainWords.line(base, 120).replaceAll("[\\\\/:*?\"<>|;]", "_");
    }
}
