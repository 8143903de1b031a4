package org.alyxtransfer.alyx;

import java.util.List;

/** A lab and the repositories in which files registered for it get records. */
public record Lab(String name, List<String> repositories) {
    static Lab read(Fields fields) {
        return new Lab(fields.requiredText("name"), fields.texts("repositories"));
    }
}
