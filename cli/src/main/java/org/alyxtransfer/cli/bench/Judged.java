package org.alyxtransfer.cli.bench;

import org.alyxtransfer.cli.result.VerdictLine;

/** A measurement, and what limits it. */
record Judged(Mode mode, MeasuredRun run, Verdict verdict) {
    VerdictLine line() {
        return verdict.line(run.scenario());
    }
}
