package org.alyxtransfer.cli.bench;

import java.util.List;
import org.alyxtransfer.cli.result.Rounded;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.cli.result.VerdictLine.StageUse;

/**
 * What limits a transfer.
 *
 * @param bottleneck the stage that it waits for most
 * @param sentence the same in words, with the numbers behind it and what would help
 * @param findings all stages that were looked at, the most used first
 */
public record Verdict(Stage bottleneck, String sentence, List<Finding> findings) {
    public Verdict {
        findings = List.copyOf(findings);
    }

    VerdictLine line(String scenario) {
        return new VerdictLine(
                scenario,
                bottleneck.name(),
                sentence,
                findings.stream()
                        .map(finding -> new StageUse(
                                finding.stage().name(),
                                finding.stage().words(),
                                Rounded.of(finding.used()),
                                finding.numbers()))
                        .toList());
    }
}
