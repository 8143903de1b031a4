package org.alyxtransfer.automation.rule;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;

/** All rules of some files and folders, read together. */
public record Rules(List<RuleFile> files) {
    /** Reads files, and the {@code *.yaml} of folders; fails with {@code INVALID} where there is none. Blocks. */
    public static Rules read(List<Path> places) {
        List<RuleFile> files = places.stream()
                .flatMap(place -> files(place).stream())
                .map(RuleFile::read)
                .toList();
        return new Rules(withoutTwins(files));
    }

    public List<Problem> errors() {
        return files.stream().flatMap(file -> file.errors().stream()).toList();
    }

    public List<Problem> warnings() {
        return files.stream().flatMap(file -> file.warnings().stream()).toList();
    }

    /** The rules; fails with {@code INVALID}, naming file, line and column, when any file has an error. */
    public List<Rule> all() {
        if (!errors().isEmpty()) {
            Problem first = errors().get(0);
            throw new TransferException(
                    Kind.INVALID,
                    first.file() + ":" + first.line() + ":" + first.column(),
                    first.message() + "; 'alyx-transfer rules check' tells all");
        }
        return files.stream().flatMap(file -> Stream.ofNullable(file.rule())).toList();
    }

    private static List<Path> files(Path place) {
        if (!Files.isDirectory(place)) {
            return List.of(place);
        }
        try (Stream<Path> entries = Files.list(place)) {
            List<Path> found = entries.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            if (found.isEmpty()) {
                throw new TransferException(Kind.INVALID, place.toString(), "holds no rule (*.yaml)");
            }
            return found;
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, place.toString(), "cannot be read: " + e.getMessage(), e);
        }
    }

    /** What was done is remembered by the rule's name: two rules of one name would take it from each other. */
    private static List<RuleFile> withoutTwins(List<RuleFile> files) {
        Map<String, Path> seen = new HashMap<>();
        List<RuleFile> checked = new ArrayList<>();
        for (RuleFile file : files) {
            Path other =
                    file.rule() == null ? null : seen.putIfAbsent(file.rule().name(), file.file());
            if (file.rule() == null || other == null) {
                checked.add(file);
            } else {
                String why = "another rule is named '" + file.rule().name() + "', too: " + other;
                Problem twin = new Problem(file.file().toString(), 1, 1, why);
                checked.add(new RuleFile(file.file(), null, List.of(twin), file.warnings()));
            }
        }
        return checked;
    }
}
