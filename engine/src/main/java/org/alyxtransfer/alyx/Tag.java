package org.alyxtransfer.alyx;

/** A label of datasets; a protected one forbids to change them. */
public record Tag(String name, String description, boolean isProtected, boolean isPublic) {
    static Tag read(Fields fields) {
        return new Tag(
                fields.requiredText("name"),
                fields.text("description"),
                fields.flag("protected"),
                fields.flag("public"));
    }
}
