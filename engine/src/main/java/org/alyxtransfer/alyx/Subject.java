package org.alyxtransfer.alyx;

import java.util.List;

/** An animal; its nickname is unique in its lab only. */
public record Subject(String nickname, String lab, List<String> projects, String responsibleUser, boolean isAlive) {
    static Subject read(Fields fields) {
        return new Subject(
                fields.requiredText("nickname"),
                fields.text("lab"),
                fields.texts("projects"),
                fields.text("responsible_user"),
                fields.flag("alive"));
    }
}
