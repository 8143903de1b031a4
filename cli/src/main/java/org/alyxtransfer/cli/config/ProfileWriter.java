package org.alyxtransfer.cli.config;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLGenerator;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.alyxtransfer.cli.config.Origin.Source;

/** Writes settings as a profile that only its owner may read: what differs from the defaults. */
public final class ProfileWriter {
    private static final ObjectMapper YAML = new ObjectMapper(YAMLFactory.builder()
            .disable(YAMLGenerator.Feature.WRITE_DOC_START_MARKER)
            .enable(YAMLGenerator.Feature.MINIMIZE_QUOTES)
            .build());

    private ProfileWriter() {}

    /**
     * Puts the file in the place of an earlier one, whole or not at all.
     *
     * @param secretsOfEnvironment whether secrets that came from the environment are written, too
     */
    public static void write(Path file, Settings settings, boolean secretsOfEnvironment) throws IOException {
        Map<String, Map<String, String>> sections = new LinkedHashMap<>();
        for (Setting<?> setting : Keys.all()) {
            String text = settings.text(setting);
            Source source = settings.source(setting);
            boolean left = source == Source.DEFAULT
                    || (setting.equals(Keys.TICKET_CACHE)
                            && source == Source.ENVIRONMENT) // another one after the next login
                    || (setting.secret() && source == Source.ENVIRONMENT && !secretsOfEnvironment);
            if (!text.isEmpty() && !left) {
                sections.computeIfAbsent(setting.section(), any -> new LinkedHashMap<>())
                        .put(setting.key().substring(setting.section().length() + 1), text);
            }
        }
        String text = "# Written by 'alyx-transfer setup'; every key is explained in config/README.md.\n"
                + (sections.isEmpty() ? "" : YAML.writeValueAsString(sections));
        Privacy.write(file, text);
    }
}
