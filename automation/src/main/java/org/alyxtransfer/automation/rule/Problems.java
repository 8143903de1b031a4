package org.alyxtransfer.automation.rule;

import java.util.ArrayList;
import java.util.List;
import org.yaml.snakeyaml.error.Mark;
import org.yaml.snakeyaml.nodes.Node;

/** Gathers what is wrong in one file. */
final class Problems {
    private final String file;
    private final List<Problem> errors = new ArrayList<>();
    private final List<Problem> warnings = new ArrayList<>();

    Problems(String file) {
        this.file = file;
    }

    void error(Node place, String message) {
        errors.add(at(place, message));
    }

    void error(int line, int column, String message) {
        errors.add(new Problem(file, line, column, message));
    }

    void warn(Node place, String message) {
        warnings.add(at(place, message));
    }

    List<Problem> errors() {
        return List.copyOf(errors);
    }

    List<Problem> warnings() {
        return List.copyOf(warnings);
    }

    private Problem at(Node place, String message) {
        Mark mark = place.getStartMark();
        return new Problem(file, mark.getLine() + 1, mark.getColumn() + 1, message);
    }
}
