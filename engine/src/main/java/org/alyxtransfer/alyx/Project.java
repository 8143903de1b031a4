package org.alyxtransfer.alyx;

import java.util.List;

/** A project that sessions and subjects can belong to. */
public record Project(String name, String description, List<String> users) {
    static Project read(Fields fields) {
        return new Project(fields.requiredText("name"), fields.text("description"), fields.texts("users"));
    }
}
