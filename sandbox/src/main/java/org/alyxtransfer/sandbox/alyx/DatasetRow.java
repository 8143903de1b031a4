package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A dataset in the store. */
final class DatasetRow {
    final String id;
    final @Nullable SessionRow session;
    final String created;
    final List<FileRow> files = new ArrayList<>();
    final Set<String> tags = new TreeSet<>();
    /** Model and row of a dataset that belongs to no session. */
    @Nullable
    Aggregate aggregate;

    DatasetKey key;

    @Nullable
    String createdBy;

    @Nullable
    Long size;

    String hash = "";
    String version = "";
    int qc;
    boolean isDefault = true;
    JsonNode json = NullNode.getInstance();
    String changed;

    DatasetRow(String id, @Nullable SessionRow session, DatasetKey key, String now) {
        this.id = id;
        this.session = session;
        this.key = key;
        this.created = now;
        this.changed = now;
    }

    /** What a dataset of no session is about. */
    record Aggregate(String contentType, String objectId, String subject) {}
}
