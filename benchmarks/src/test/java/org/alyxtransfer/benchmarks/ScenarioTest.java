package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Map;
import org.alyxtransfer.benchmarks.Scenario.Direction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {
    private final Map<String, FileSet> sets =
            Map.of("small", FileSet.parse("small", "20000x16KiB"), "large", FileSet.parse("large", "1x4GiB"));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "small-unsigned",
                "large-signed",
                "small-encrypted",
                "download-large",
                "download-small-signed",
                "small-signed~10ms",
                "download-large~1ms"
            })
    void aNameSurvivesParsing(String name) {
        assertThat(Scenario.parse(name, sets).name()).isEqualTo(name);
    }

    @Test
    void anUploadKnowsItsFilesAndProtection() {
        assertThat(Scenario.parse("large-signed", sets))
                .isEqualTo(new Scenario(Direction.UPLOAD, new FileSet("large", 1, 4L << 30), Protection.SIGNED));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "small",
                "huge-signed",
                "small-sealed",
                "download-",
                "download-huge",
                "-signed",
                "download-huge-signed",
                "small-signed~",
                "small-signed~0ms",
                "small-signed~10s",
                "small-signed~-1ms"
            })
    void anUnknownCaseIsRefusedByName(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Scenario.parse(name, sets))
                .withMessageContaining("'" + name + "'");
    }
}
