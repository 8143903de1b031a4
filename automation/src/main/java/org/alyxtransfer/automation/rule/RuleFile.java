package org.alyxtransfer.automation.rule;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.representer.Representer;

/**
 * One file that was read as a rule.
 *
 * @param rule null when there are errors
 * @param warnings what is allowed but probably not meant
 */
public record RuleFile(Path file, @Nullable Rule rule, List<Problem> errors, List<Problem> warnings) {
    private static final int LARGEST = 1 << 20; // bytes; a rule is a page

    /** Reads and checks; whatever is wrong is in the errors. Blocks. */
    public static RuleFile read(Path file) {
        Problems problems = new Problems(file.toString());
        Node root = null;
        try {
            root = compose(file);
            if (root == null) {
                problems.error(1, 1, "the file is empty; expected a rule");
            }
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            int column = e.getProblemMark() == null ? 1 : e.getProblemMark().getColumn() + 1;
            String context = e.getContext() == null ? "" : " " + e.getContext();
            problems.error(line, column, "is not complete YAML: " + e.getProblem() + context);
        } catch (YAMLException | IOException e) {
            problems.error(1, 1, "cannot be read: " + e.getMessage());
        }
        Rule rule = root == null ? null : new RuleReader(file).read(Section.of(root, problems));
        return new RuleFile(file, problems.errors().isEmpty() ? rule : null, problems.errors(), problems.warnings());
    }

    private static @Nullable Node compose(Path file) throws IOException {
        if (Files.size(file) > LARGEST) {
            throw new IOException("it is larger than a rule can be (" + LARGEST + " bytes)");
        }
        LoaderOptions options = new LoaderOptions();
        options.setNestingDepthLimit(20);
        options.setMaxAliasesForCollections(0); // an alias may stand for a text, not blow up lists
        DumperOptions dumping = new DumperOptions();
        return new Yaml(new SafeConstructor(options), new Representer(dumping), dumping, options)
                .compose(new StringReader(Files.readString(file)));
    }
}
