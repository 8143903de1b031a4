package org.alyxtransfer.automation.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What recipients are told about a run.
 *
 * @param run names the run for ever: the same for the same rule, session and versions of its datasets. A report is
 *     delivered once to a recipient under one such name
 * @param rule the rule's name
 * @param session {@code <subject>/<date>/<number>}; where a rule is about no session, what it is about
 * @param sessionId its id in Alyx, where it has one
 * @param facts more that is worth a line each, in this order: "datasets" → "3 (12 MiB)"; web addresses become links
 */
public record RunReport(
        String run,
        String rule,
        String session,
        @Nullable UUID sessionId,
        Map<String, String> facts,
        RunResult result) {
    public RunReport {
        if (run.isBlank() || rule.isBlank()) {
            throw new IllegalArgumentException("a report needs the names of its run and rule");
        }
        facts = Collections.unmodifiableMap(new LinkedHashMap<>(facts));
    }
}
