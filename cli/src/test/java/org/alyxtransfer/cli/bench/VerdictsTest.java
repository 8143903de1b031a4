package org.alyxtransfer.cli.bench;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VerdictsTest {
    private final Verdicts verdicts = new Verdicts();

    @Test
    void theMedianRoundSpeaksForAll() {
        uploaded(Stage.NETWORK, 30);
        uploaded(Stage.PROCESSORS, 10);
        downloaded(Stage.SERVER_READ, 5);
        uploaded(Stage.HASHING, 20);

        assertThat(verdicts.medians())
                .extracting(
                        judged -> judged.line().scenario() + " " + judged.line().bottleneck())
                .containsExactly("upload-2x1MiB HASHING", "download-2x1MiB SERVER_READ");
    }

    @Test
    void ofTwoRoundsTheSlowerOneSpeaks() {
        uploaded(Stage.NETWORK, 30);
        uploaded(Stage.PROCESSORS, 10);

        assertThat(verdicts.medians())
                .extracting(judged -> judged.verdict().bottleneck())
                .containsExactly(Stage.PROCESSORS);
    }

    private void uploaded(Stage bottleneck, long bytes) {
        verdicts.add(Measured.judged(Mode.UPLOAD, bottleneck, Measured.run("upload", "2x1MiB", bytes)));
    }

    private void downloaded(Stage bottleneck, long bytes) {
        verdicts.add(Measured.judged(Mode.DOWNLOAD, bottleneck, Measured.run("download", "2x1MiB", bytes)));
    }
}
