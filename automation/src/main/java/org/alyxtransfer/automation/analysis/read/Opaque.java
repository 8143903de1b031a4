package org.alyxtransfer.automation.analysis.read;

import java.util.List;

/** A file that is listed but not looked into, and why. */
public record Opaque(String note) implements Dataset {
    @Override
    public String kind() {
        return "other";
    }

    @Override
    public String shape() {
        return "";
    }

    @Override
    public String type() {
        return "";
    }

    @Override
    public List<ColumnSummary> summarise() {
        return List.of();
    }
}
