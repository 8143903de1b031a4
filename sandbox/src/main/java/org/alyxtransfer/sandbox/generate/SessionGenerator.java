package org.alyxtransfer.sandbox.generate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Makes up sessions: {@code <lab>/Subjects/<subject>/<date>/<NNN>/<collection>/<ALF name>}. Every name fits exactly one
 * dataset type and a format that Alyx ships with. Never overwrites a file.
 */
public final class SessionGenerator {
    private SessionGenerator() {}

    /** Writes all sessions, subject by subject, and says what it wrote. */
    public static List<GeneratedSession> generate(GenerateSettings settings) throws IOException {
        try (Stream<GeneratedSession> sessions = stream(settings)) {
            return sessions.toList();
        } catch (UncheckedIOException e) {
            throw e.getCause();
        }
    }

    /** Writes each session when it is asked for; fails with {@link UncheckedIOException}. */
    public static Stream<GeneratedSession> stream(GenerateSettings settings) {
        return settings.subjects().stream()
                .flatMap(subject -> IntStream.range(0, settings.sessionsPerSubject())
                        .mapToObj(index -> idOf(subject, index, settings)))
                .map(id -> write(id, settings));
    }

    private static SessionId idOf(String subject, int index, GenerateSettings settings) {
        long days = ChronoUnit.DAYS.between(settings.from(), settings.to()) + 1;
        long sessions = settings.sessionsPerSubject();
        long day = index * days / sessions;
        long firstOfDay = (day * sessions + days - 1) / days; // the lowest index that falls on that day
        LocalDate date = settings.from().plusDays(day);
        return new SessionId(subject, date, (int) (index - firstOfDay) + 1);
    }

    private static GeneratedSession write(SessionId id, GenerateSettings settings) {
        Path folder =
                settings.root().resolve(settings.lab()).resolve("Subjects").resolve(id.folder());
        var files = new ArrayList<GeneratedFile>();
        try {
            for (Catalogue.Entry entry : Catalogue.files(settings.filesPerSession())) {
                Path file = folder.resolve(entry.path());
                Files.createDirectories(file.getParent());
                entry.contents().write(file, Contents.Context.of(id, settings.sizes(), settings.seed(), entry.path()));
                files.add(new GeneratedFile(entry.path(), Files.size(file)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("Could not write the session " + id.folder(), e);
        }
        return new GeneratedSession(id, folder, files);
    }
}
