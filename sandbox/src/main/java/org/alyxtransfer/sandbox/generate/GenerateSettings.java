package org.alyxtransfer.sandbox.generate;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Which sessions to make up, and where.
 *
 * @param root gets the lab's folder
 * @param from first day, included
 * @param to last day, included
 * @param sessionsPerSubject spread evenly over the days; several on a day, numbered, when there are more than days
 */
public record GenerateSettings(
        Path root,
        String lab,
        List<String> subjects,
        LocalDate from,
        LocalDate to,
        int sessionsPerSubject,
        int filesPerSession,
        Sizes sizes,
        long seed) {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.-]*");

    /** Refuses names that Alyx could not file, and a range without days. */
    public GenerateSettings {
        subjects = List.copyOf(subjects);
        requireName(lab);
        subjects.forEach(GenerateSettings::requireName);
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("No day is from " + from + " to " + to);
        }
        if (sessionsPerSubject < 1 || filesPerSession < 1) {
            throw new IllegalArgumentException("At least one session for each subject, and one file in each");
        }
    }

    /** A small lab: one session of some ten files a subject, tiny. */
    public static GenerateSettings small(Path root, String lab, List<String> subjects, LocalDate day, long seed) {
        return new GenerateSettings(root, lab, subjects, day, day, 1, 12, Sizes.TINY, seed);
    }

    private static void requireName(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("Not a name for a folder of a lab or subject: " + name);
        }
    }
}
