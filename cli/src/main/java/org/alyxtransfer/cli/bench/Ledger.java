package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Interruption;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;

/** Tells and keeps what was measured, and lets no measurement go on after one that failed or Ctrl-C. */
final class Ledger {
    private static final List<Setting<?>> TOLD = List.of(
            Keys.SMB_CLIENT,
            Keys.SMB_CONNECTIONS,
            Keys.SMB_LANES,
            Keys.SMB_CHUNK,
            Keys.SMB_SIGNING,
            Keys.SMB_ENCRYPTION,
            Keys.HTTP_CONNECTIONS,
            Keys.HTTP_RANGES,
            Keys.FILES_IN_FLIGHT,
            Keys.MEMORY,
            Keys.BANDWIDTH,
            Keys.CHECKSUM,
            Keys.VERIFY,
            Keys.REQUESTS_IN_FLIGHT);
    private final Telling telling;
    private final Optional<ResultFile> results;
    private final Interruption interruption;
    private final boolean serverHere;
    private final @Nullable String commit;

    Ledger(
            Telling telling,
            Optional<ResultFile> results,
            Interruption interruption,
            boolean serverHere,
            @Nullable String commit) {
        this.telling = telling;
        this.results = results;
        this.interruption = interruption;
        this.serverHere = serverHere;
        this.commit = commit;
    }

    /** A measurement that is a result. */
    MeasuredRun keep(Connections open, MeasuredRun run, int round) throws IOException {
        checked(run);
        ResultLine line = run.line(round, commit, told(open.settings()));
        telling.run(run, line);
        if (results.isPresent()) {
            results.get().append(line);
        }
        return run;
    }

    void remark(String words) {
        telling.remark(words);
    }

    /** One that is no result but whose files are needed; fails with {@code INVALID} when none was whole in time. */
    MeasuredRun checked(MeasuredRun run) {
        if (unfailed(run).moved().files() == 0) {
            throw new TransferException(
                    Kind.INVALID,
                    run.scenario(),
                    run.way().equals(RegistrationRun.WAY)
                            ? "no file was registered in time: measure for longer (--seconds)"
                            : "no file was whole in time: measure with smaller ones (--files) or for longer (--seconds)");
        }
        return run;
    }

    /** One of which only the speed is needed, or nothing. */
    MeasuredRun unfailed(MeasuredRun run) {
        if (interruption.isAsked()) {
            throw Exceptions.propagate(new InterruptedException("interrupted"));
        }
        Optional<TransferException> failure = run.moved().failure();
        if (failure.isPresent()) {
            throw failure.get();
        }
        return run;
    }

    private Map<String, String> told(Settings inForce) {
        Map<String, String> told = new LinkedHashMap<>();
        told.put("java", Runtime.version().toString());
        told.put("server", serverHere ? "sandbox" : "own");
        TOLD.forEach(setting -> told.put(setting.key(), inForce.text(setting)));
        return told;
    }

    void keep(VerdictLine verdict) throws IOException {
        telling.verdict(verdict);
        if (results.isPresent()) {
            results.get().append(verdict);
        }
    }
}
