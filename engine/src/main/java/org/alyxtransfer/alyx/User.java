package org.alyxtransfer.alyx;

import java.util.List;

/** A user of Alyx and the labs that the user belongs to. */
public record User(String name, String email, List<String> labs) {
    static User read(Fields fields) {
        return new User(fields.requiredText("username"), fields.text("email"), fields.texts("lab"));
    }
}
