package org.alyxtransfer.alyx;

/** A format of files, told by the last extension with its dot; "" is the format of names without one. */
public record DataFormat(String name, String extension, String description) {
    static DataFormat read(Fields fields) {
        return new DataFormat(fields.requiredText("name"), fields.text("file_extension"), fields.text("description"));
    }
}
