package org.alyxtransfer.cli.alyxsetup;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;

/** What a YAML file says that Alyx should have; {@code config/example-alyx.yaml} shows its form. */
public record WantedAlyx(
        List<RepositoryEntry> repositories,
        List<LabEntry> labs,
        List<ProjectEntry> projects,
        List<SubjectEntry> subjects,
        List<TypeEntry> datasetTypes,
        List<FormatEntry> dataFormats) {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .setPropertyNamingStrategy(PropertyNamingStrategies.KEBAB_CASE)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /** A place where files lie. */
    public record RepositoryEntry(
            @Nullable String name,
            @Nullable String hostname,
            @Nullable String path,
            @Nullable String dataUrl,
            @Nullable String type,
            boolean personal) {}

    /** A lab and its repositories. */
    public record LabEntry(@Nullable String name, @Nullable List<String> repositories) {}

    /** A project and its users. */
    public record ProjectEntry(
            @Nullable String name,
            @Nullable String description,
            @Nullable List<String> users) {}

    /** A subject of a lab. */
    public record SubjectEntry(
            @Nullable String name,
            @Nullable String lab,
            @Nullable List<String> projects,
            @Nullable String responsibleUser) {}

    /** A dataset type; without a pattern its name is {@code object.attribute}. */
    public record TypeEntry(
            @Nullable String name,
            @Nullable String pattern,
            @Nullable String description) {}

    /** A data format; its extension begins with a dot. */
    public record FormatEntry(
            @Nullable String name,
            @Nullable String extension,
            @Nullable String description) {}

    public WantedAlyx {
        repositories = orNone(repositories);
        labs = orNone(labs);
        projects = orNone(projects);
        subjects = orNone(subjects);
        datasetTypes = orNone(datasetTypes);
        dataFormats = orNone(dataFormats);
    }

    /** Fails with {@code INVALID} naming line and key. */
    public static WantedAlyx read(Path file) {
        try {
            return YAML.readValue(Files.readAllBytes(file), WantedAlyx.class);
        } catch (UnrecognizedPropertyException e) {
            throw new TransferException(
                    Kind.INVALID,
                    file + ":" + lineOf(e.getPropertyName(), file, line(e)),
                    "unknown key '" + e.getPropertyName() + "'; known here: " + e.getKnownPropertyIds());
        } catch (JacksonException e) {
            throw new TransferException(
                    Kind.INVALID,
                    file + ":" + line(e),
                    "is not readable: "
                            + e.getOriginalMessage().lines().findFirst().orElse(""));
        } catch (IOException e) {
            throw new TransferException(Kind.INVALID, file.toString(), "cannot be read: " + e, e);
        }
    }

    private static <T> List<T> orNone(@Nullable List<T> entries) {
        return entries == null ? List.of() : List.copyOf(entries);
    }

    /** The exception's own location is some tokens further. */
    private static int lineOf(String key, Path file, int latest) {
        try {
            List<String> lines = Files.readAllLines(file);
            for (int line = Math.min(latest, lines.size()); line > 0; line--) {
                if (lines.get(line - 1).strip().replaceFirst("^-\\s*", "").startsWith(key + ":")) {
                    return line;
                }
            }
        } catch (IOException e) {
            return latest;
        }
        return latest;
    }

    private static int line(JacksonException e) {
        return e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    }
}
