package org.alyxtransfer.alyx;

/**
 * A type of datasets.
 *
 * @param pattern wildcard that the file name must match, case ignored; "" when {@code object.attribute} must be the name
 */
public record DatasetType(String name, String pattern, String description) {
    static DatasetType read(Fields fields) {
        return new DatasetType(
                fields.requiredText("name"), fields.text("filename_pattern").strip(), fields.text("description"));
    }
}
