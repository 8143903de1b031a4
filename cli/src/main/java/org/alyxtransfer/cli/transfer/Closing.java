package org.alyxtransfer.cli.transfer;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.frame.ExitCode;
import org.alyxtransfer.cli.frame.StartUp;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.dataset.TimeSpan;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.TransferPlan;

/** The closing summary of a transfer: what is safe where, what is not, what to do next. */
final class Closing {
    private final Tally tally;
    private final TransferPlan plan;
    private final String done;
    private final Output output;
    private final Optional<StartUp> startUp;

    /** @param startUp empty when nobody asked for more than the summary */
    Closing(Tally tally, TransferPlan plan, String done, Output output, Optional<StartUp> startUp) {
        this.tally = tally;
        this.plan = plan;
        this.done = done;
        this.output = output;
        this.startUp = startUp;
    }

    ExitCode tell(Duration elapsed, boolean interrupted) {
        Set<ExitCode> codes = tally.codes(interrupted);
        ExitCode code = ExitCode.gravest(codes);
        sayAll(elapsed, code);
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("direction", plan.direction().name().toLowerCase(Locale.ROOT));
        fields.put("destination", plan.destination().name());
        fields.put("sessions", tally.sessions());
        fields.put("done", tally.doneFiles());
        fields.put("bytes", tally.doneBytes());
        fields.put("moved", tally.movedBytes());
        fields.put("skipped", tally.skipped());
        fields.put("failed", tally.failed());
        fields.put("unregistered", tally.unregistered());
        if (tally.sourcesRemoved() + tally.sourcesKept() > 0) {
            fields.put("sources_removed", tally.sourcesRemoved());
            fields.put("sources_kept", tally.sourcesKept());
        }
        fields.put("retries", tally.retries());
        fields.put("seconds", elapsed.toMillis() / 1000.0);
        startUp.ifPresent(stages -> fields.put("start_up", stages.byName()));
        fields.put("exit", code.number());
        fields.put("exits", codes.stream().map(ExitCode::number).toList());
        output.emit("summary", fields);
        return code;
    }

    private void sayAll(Duration elapsed, ExitCode code) {
        boolean upload = plan.direction() == Direction.UPLOAD;
        double speed = tally.doneBytes() * 1000.0 / Math.max(1, elapsed.toMillis());
        output.say(done + " " + Figures.count(tally.doneFiles(), "file") + " ("
                + Figures.bytes(tally.doneBytes()) + ") of " + Figures.count(tally.sessions(), "session") + " in "
                + TimeSpan.shown(elapsed) + ", " + Figures.speed(speed) + ".");
        if (tally.doneFiles() > 0) {
            output.say("  Safe in " + plan.destination().name() + ": these, checked (" + verification() + ")"
                    + (plan.registers() ? " and registered in Alyx." : "."));
        }
        tally.skipped()
                .forEach(
                        (reason, count) -> output.say("  Skipped " + count + ": " + FileReports.inWords(reason) + "."));
        if (!upload && tally.withoutDigest() > 0) {
            output.say("  Of " + Figures.count(tally.withoutDigest(), "file")
                    + " Alyx knows no digest: only the size could be checked.");
        }
        if (tally.sourcesRemoved() > 0) {
            output.say("  Removed here: " + Figures.count(tally.sourcesRemoved(), "original")
                    + ", after their copies were read back. Folders were left.");
        }
        if (tally.sourcesKept() > 0) {
            output.say("  Kept here: " + Figures.count(tally.sourcesKept(), "original")
                    + " that could not be shown to be safe (reasons above).");
        }
        if (tally.unregistered() > 0) {
            output.say("  Not registered " + tally.unregistered()
                    + ": their bytes are on the server and checked, but Alyx does not know them (reasons above).");
        }
        if (tally.failed() > 0) {
            output.say("  Failed " + tally.failed() + " (reasons above): nothing of these is visible in "
                    + plan.destination().name() + "; the originals are untouched.");
        }
        startUp.ifPresent(stages -> output.say("  After the start of the program: " + stages.inWords() + "."));
        next(code);
    }

    private void next(ExitCode code) {
        switch (code) {
            case DONE -> {}
            case NOTHING_MATCHED -> output.say("  Nothing matched: no file was to be moved.");
            case INTERRUPTED -> output.say("Next: run the same command again; what is done is not done twice.");
            case UNREACHABLE ->
                output.say("Next: run the same command again when the server is back; it goes on from here.");
            case AUTHENTICATION ->
                output.say("Next: check user, password and certificate ('alyx-transfer doctor'), then run it again.");
            case REFUSED ->
                output.say("Next: see the reasons above; --on-conflict says what to do about other contents.");
            default ->
                output.say("Next: mend the reasons above, then run the same command again; the rest is skipped.");
        }
    }

    private String verification() {
        return tally.verifications().isEmpty()
                ? "size"
                : tally.verifications().stream()
                        .map(how -> switch (how) {
                            case "READ_BACK" -> "read back and compared by digest";
                            case "STREAM" ->
                                plan.direction() == Direction.UPLOAD ? "size, and digest as sent" : "size and digest";
                            case "EARLIER" -> "by an earlier run of this job";
                            default -> "size";
                        })
                        .collect(Collectors.joining("; "));
    }
}
