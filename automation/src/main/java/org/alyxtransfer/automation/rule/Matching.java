package org.alyxtransfer.automation.rule;

import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.FileRecord;
import org.alyxtransfer.alyx.SessionSummary;
import org.alyxtransfer.automation.rule.Trigger.OnAlyx;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.plan.FileFilter;

/**
 * What a rule makes of a session as Alyx has it.
 *
 * @param whyNot which condition does not hold; "" when the rule matches
 * @param triggering the datasets that the conditions hold for
 * @param selected the datasets that would be fetched
 */
public record Matching(String whyNot, List<Dataset> triggering, List<Dataset> selected) {
    /** Looks at a session and all of its datasets. */
    public static Matching of(Rule rule, SessionSummary session, Collection<Dataset> datasets) {
        SessionPath path;
        try {
            path = session.path();
        } catch (TransferException nowhere) {
            return new Matching(String.valueOf(nowhere.getMessage()), List.of(), List.of());
        }
        List<Dataset> usable = datasets.stream()
                .filter(dataset -> dataset.isDefault() || rule.selection().allRevisions())
                .filter(dataset -> dataset.records().stream().anyMatch(FileRecord::exists))
                .toList();
        List<Dataset> selected = like(rule.selection().datasets(), path, usable);
        if (!(rule.trigger() instanceof OnAlyx trigger)) {
            return new Matching("", List.of(), selected);
        }
        List<Dataset> triggering = like(trigger.names(), path, usable).stream()
                .filter(dataset -> like(trigger.collections(), dataset.collection()))
                .filter(dataset -> isIn(trigger.repository(), dataset))
                .toList();
        String whyNot = sessionsFault(trigger, session, path.date())
                .or(() -> datasetsFault(trigger, triggering))
                .orElse("");
        return new Matching(whyNot, triggering, selected);
    }

    public boolean matches() {
        return whyNot.isEmpty();
    }

    /** A digest of the versions of all datasets that count; the same versions give the same one in any order. */
    public String version() {
        String all = Stream.concat(triggering.stream(), selected.stream())
                .map(dataset -> dataset.id() + " " + dataset.hash() + " " + dataset.size() + " " + dataset.version())
                .distinct()
                .sorted()
                .collect(Collectors.joining("\n"));
        return digest(all);
    }

    /** 32 hexadecimal digits of SHA-256. */
    public static String digest(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<String> sessionsFault(OnAlyx trigger, SessionSummary session, LocalDate date) {
        if (!anyOf(trigger.subjects(), wanted -> wanted.equalsIgnoreCase(session.subject()))) {
            return Optional.of("its subject is " + session.subject());
        }
        if (!anyOf(trigger.labs(), wanted -> wanted.equalsIgnoreCase(session.lab()))) {
            return Optional.of("its lab is " + session.lab());
        }
        if (!anyOf(trigger.projects(), wanted -> session.projects().stream().anyMatch(name -> has(name, wanted)))) {
            return Optional.of("its projects are " + session.projects());
        }
        if (!has(session.taskProtocol(), trigger.taskProtocol())) {
            return Optional.of("its task protocol is '" + session.taskProtocol() + "'");
        }
        boolean outside = (trigger.from() != null && date.isBefore(trigger.from()))
                || (trigger.to() != null && date.isAfter(trigger.to()));
        return outside ? Optional.of("its date is " + date) : Optional.empty();
    }

    private static Optional<String> datasetsFault(OnAlyx trigger, List<Dataset> triggering) {
        if (triggering.isEmpty()) {
            return Optional.of("it has no dataset that the conditions hold for");
        }
        Set<String> types = triggering.stream().map(Dataset::type).collect(Collectors.toSet());
        List<String> missing = trigger.datasetTypes().stream()
                .filter(type -> !types.contains(type))
                .toList();
        return missing.isEmpty()
                ? Optional.empty()
                : Optional.of("it lacks datasets of type " + String.join(", ", missing));
    }

    private static List<Dataset> like(List<String> globs, SessionPath session, List<Dataset> datasets) {
        FileFilter filter = new FileFilter(globs, List.of(), Optional.empty());
        return datasets.stream()
                .filter(dataset -> usablePath(dataset)
                        .filter(path -> filter.rejects(session, path).isEmpty())
                        .isPresent())
                .toList();
    }

    private static boolean like(List<String> globs, String collection) {
        return anyOf(
                globs,
                glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob).matches(Path.of(collection)));
    }

    private static boolean isIn(String repository, Dataset dataset) {
        return repository.isEmpty()
                || dataset.records().stream()
                        .anyMatch(
                                record -> record.exists() && record.repository().equals(repository));
    }

    /** Names are a server's word; one that cannot be a file starts nothing. */
    private static Optional<FilePath> usablePath(Dataset dataset) {
        try {
            return Optional.of(dataset.path().relative());
        } catch (TransferException unusable) {
            return Optional.empty();
        }
    }

    private static boolean anyOf(List<String> wanted, Function<String, Boolean> holds) {
        return wanted.isEmpty() || wanted.stream().anyMatch(holds::apply);
    }

    private static boolean has(String text, String part) {
        return text.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT));
    }
}
