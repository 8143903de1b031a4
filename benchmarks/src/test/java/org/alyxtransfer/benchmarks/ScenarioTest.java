package org.alyxtransfer.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
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
    void theWholeMatrixCanBeOrdered() {
        Map<String, FileSet> usual = new RunPeers().sets();
        List<String> clients = Client.all(Jvm.likeThisOne(Jvm.FLAGS)).stream()
                .map(Client::name)
                .toList();

        assertThat(usual.values().stream().map(FileSet::toString))
                .containsExactlyInAnyOrder("256x16MiB", "1x4GiB", "20000x16KiB", "50000x1KiB", "20xsession");
        List<String> matrix = Scenario.matrix();
        assertThat(matrix).hasSize(5 * 4 * (3 + 3 + 1)).doesNotHaveDuplicates();
        for (String set : usual.keySet()) {
            for (String line : List.of("", "~1ms", "~10ms", "~50ms")) {
                for (String protection : List.of("unsigned", "signed", "encrypted")) {
                    assertThat(matrix)
                            .contains(set + "-" + protection + line, "download-" + set + "-" + protection + line);
                }
                assertThat(matrix).contains("download-" + set + line);
            }
        }
        assertThat(Scenario.all(List.of("all"), usual))
                .extracting(Scenario::name)
                .containsExactlyElementsOf(matrix);
        assertThat(clients)
                .contains("ours-warm@1", "ours-warm@2", "ours-warm@4", "ours-warm@8", "ours-warm@16", "ours-warm@32")
                .contains("smbclient", "md5sum+smbclient", "rclone", "smbj", "jcifs-ng", "curl", "aria2c", "wget");
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
