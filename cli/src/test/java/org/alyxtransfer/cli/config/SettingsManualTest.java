package org.alyxtransfer.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SettingsManualTest {
    private static final Path FOLDER = Path.of("..", "config");

    @Test
    void manualNamesEveryKeyWithItsDefaultAndVariable() throws IOException {
        String manual = Files.readString(FOLDER.resolve("README.md"));

        for (Setting<?> setting : Keys.all()) {
            String name = setting.key().substring(setting.section().length() + 1);
            String fallback = setting.defaultText().isEmpty() ? "" : "`" + setting.defaultText() + "`";
            String section = manual.substring(manual.indexOf("`" + setting.section() + "`\n"));
            String row = section.lines()
                    .filter(line -> line.startsWith("| `" + name + "` |"))
                    .findFirst()
                    .orElse("");
            assertThat(row).as(setting.key()).contains("| " + fallback + " |", "`" + setting.environment() + "`");
        }
    }

    @Test
    void exampleProfileIsValid() {
        ProfileChoice example = new ProfileChoice("example", FOLDER.resolve("example-profile.yaml"), true);

        Settings settings = Settings.load(example, Map.of(), Map.of());

        assertThat(settings.get(Keys.STORAGE_URL).getHost()).isEqualTo("nas.example.org");
    }
}
