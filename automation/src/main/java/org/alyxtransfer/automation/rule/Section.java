package org.alyxtransfer.automation.rule;

import java.time.DateTimeException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.alyxtransfer.dataset.Similar;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * The keys of one YAML mapping, read one by one; what does not fit is noted with its place, and reading goes on.
 *
 * <p>A key that nobody asked for before {@link #close()} is unknown.
 */
final class Section {
    private final Problems problems;
    private final Node place;
    private final Map<String, Node> values = new LinkedHashMap<>();
    private final Map<String, Node> keys = new LinkedHashMap<>();
    private final Set<String> asked = new LinkedHashSet<>();

    private Section(Node place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    static Section of(Node node, Problems problems) {
        Section section = new Section(node, problems);
        if (node instanceof MappingNode mapping) {
            mapping.getValue().forEach(section::add);
        } else if (!isNull(node)) {
            problems.error(node, "expected keys with values here, like 'name: value'");
        }
        return section;
    }

    private void add(NodeTuple tuple) {
        if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
            problems.error(tuple.getKeyNode(), "expected a plain word as the key");
        } else if (keys.putIfAbsent(key.getValue(), key) != null) {
            problems.error(key, "'" + key.getValue() + "' is given twice");
        } else if (!isNull(tuple.getValueNode())) {
            values.put(key.getValue(), tuple.getValueNode());
        }
    }

    boolean has(String key) {
        return find(key) != null;
    }

    /** The section under a key; an empty one where there is none. */
    Section section(String key) {
        Node node = find(key);
        return node == null ? new Section(at(key), problems) : of(node, problems);
    }

    List<Section> sections(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        List<Node> items = node instanceof SequenceNode list ? list.getValue() : List.of(node);
        return items.stream().map(item -> of(item, problems)).toList();
    }

    /** All keys as they are, with their values; for maps whose keys are the user's. */
    Map<String, String> entries() {
        Map<String, String> entries = new LinkedHashMap<>();
        values.keySet().forEach(key -> entries.put(key, text(key, "")));
        return entries;
    }

    /** The strings under a key: one, or a list of them. */
    List<String> texts(String key) {
        Node node = find(key);
        if (node == null) {
            return List.of();
        }
        List<String> texts = new ArrayList<>();
        for (Node item : node instanceof SequenceNode list ? list.getValue() : List.of(node)) {
            if (item instanceof ScalarNode scalar && !isNull(scalar)) {
                texts.add(scalar.getValue());
            } else {
                problems.error(item, "'" + key + "' takes a text or a list of texts");
            }
        }
        return texts;
    }

    String text(String key, String otherwise) {
        return value(key, Function.identity()).orElse(otherwise);
    }

    /** A value that a parser reads, which throws {@code IllegalArgumentException} saying what it expects. */
    <T> Optional<T> value(String key, Function<String, T> parser) {
        Node node = find(key);
        if (node == null) {
            return Optional.empty();
        }
        if (!(node instanceof ScalarNode scalar)) {
            problems.error(node, "'" + key + "' takes one value");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.apply(scalar.getValue()));
        } catch (IllegalArgumentException | DateTimeException e) {
            String shown = masked(scalar.getValue());
            String why = String.valueOf(e.getMessage()).replace(scalar.getValue(), shown);
            problems.error(scalar, "'" + key + "' cannot be '" + shown + "': " + why);
            return Optional.empty();
        }
    }

    /** An address without what may be a secret: user, password and query. */
    private static String masked(String text) {
        return text.replaceAll("(?s)^(\\w+://)?.*@", "$1***@").replaceAll("(?s)(//[^?]*[?]).+", "$1***");
    }

    int number(String key, int least, int most, int otherwise) {
        return value(key, text -> {
                    if (text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most) {
                        return Integer.parseInt(text);
                    }
                    throw new IllegalArgumentException("expected a whole number from " + least + " to " + most);
                })
                .orElse(otherwise);
    }

    boolean flag(String key, boolean otherwise) {
        return value(key, text -> {
                    if (text.equals("true") || text.equals("false")) {
                        return text.equals("true");
                    }
                    throw new IllegalArgumentException("expected true or false");
                })
                .orElse(otherwise);
    }

    /** Notes that the value of a key does not do. */
    void error(String key, String message) {
        problems.error(at(key), message);
    }

    void warn(String message) {
        problems.warn(place, message);
    }

    /** Checks each text under a key. */
    void check(String key, Function<String, Optional<String>> complaint) {
        Node node = find(key);
        List<Node> items =
                node instanceof SequenceNode list ? list.getValue() : node == null ? List.of() : List.of(node);
        for (Node item : items) {
            if (item instanceof ScalarNode scalar) {
                complaint.apply(scalar.getValue()).ifPresent(why -> problems.error(item, why));
            }
        }
    }

    /** Refuses the keys that were not asked for. */
    void close() {
        keys.forEach((key, node) -> {
            if (!asked.contains(key)) {
                problems.error(
                        node,
                        "unknown key '" + key + "'"
                                + Similar.nearest(key, asked)
                                        .map(near -> "; did you mean '" + near + "'?")
                                        .orElse("; here may stand: " + String.join(", ", asked)));
            }
        });
    }

    void may(String... more) {
        asked.addAll(Arrays.asList(more));
    }

    private Node at(String key) {
        Node value = values.get(key);
        Node name = keys.get(key);
        return value != null ? value : name != null ? name : place;
    }

    private @Nullable Node find(String key) {
        asked.add(key);
        return values.get(key);
    }

    private static boolean isNull(Node node) {
        return Tag.NULL.equals(node.getTag());
    }
}
