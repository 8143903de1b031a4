package org.alyxtransfer.alyx;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.dataset.AlfName;

/**
 * Tells before the transfer what Alyx would make of a file's name, by its own rule: all types are tried, exactly one must
 * match; then the last extension must name one format.
 */
public final class DatasetTypes {
    private final List<Rule> rules;
    private final Map<String, List<DataFormat>> formats = new HashMap<>();

    private DatasetTypes(Collection<DatasetType> types, Collection<DataFormat> formats) {
        this.rules = types.stream().map(Rule::of).toList();
        formats.forEach(format -> this.formats.merge(
                format.extension(), List.of(format), (before, more) -> List.of(before.get(0), more.get(0))));
    }

    public static DatasetTypes of(Collection<DatasetType> types, Collection<DataFormat> formats) {
        return new DatasetTypes(types, formats);
    }

    public TypeMatch match(String filename) {
        String typeName = AlfName.parse(filename).map(AlfName::typeName).orElseGet(() -> stem(filename));
        List<DatasetType> matching = rules.stream()
                .filter(rule -> rule.matches(filename, typeName))
                .map(Rule::type)
                .toList();
        if (matching.isEmpty()) {
            return new TypeMatch.NoType(typeName);
        }
        if (matching.size() > 1) {
            return new TypeMatch.SeveralTypes(
                    matching.stream().map(DatasetType::name).toList());
        }
        String extension = filename.substring(stem(filename).length());
        List<DataFormat> found = formats.getOrDefault(extension, List.of());
        return found.size() == 1
                ? new TypeMatch.Known(matching.get(0), found.get(0))
                : new TypeMatch.NoFormat(extension);
    }

    /** The name without its last extension; dots at the beginning begin none. */
    private static String stem(String filename) {
        int dot = filename.lastIndexOf('.');
        boolean onlyDotsBefore = dot < 0 || filename.substring(0, dot).chars().allMatch(c -> c == '.');
        return onlyDotsBefore ? filename : filename.substring(0, dot);
    }

    private record Rule(DatasetType type, Optional<Glob> pattern) {
        static Rule of(DatasetType type) {
            return new Rule(type, type.pattern().isEmpty() ? Optional.empty() : Optional.of(new Glob(type.pattern())));
        }

        boolean matches(String filename, String typeName) {
            return pattern.map(glob -> glob.matches(filename))
                    .orElseGet(() -> type.name().equals(typeName));
        }
    }
}
