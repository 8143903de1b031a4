package org.alyxtransfer.sandbox.alyx;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;

/** A file record in the store: one dataset's file in one repository. */
final class FileRow {
    final String id;
    DatasetRow dataset;
    String repository;
    String path;
    boolean exists;
    JsonNode json = NullNode.getInstance();

    FileRow(String id, DatasetRow dataset, String repository, String path, boolean exists) {
        this.id = id;
        this.dataset = dataset;
        this.repository = repository;
        this.path = path;
        this.exists = exists;
    }

    Place place() {
        return new Place(repository, path);
    }

    /** Where a file lies; two records of the same place cannot be. */
    record Place(String repository, String path) {}
}
