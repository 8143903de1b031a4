package org.alyxtransfer.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.cli.result.VerdictLine.StageUse;

/** What a measurement says, to people and to programs. */
final class Telling {
    private static final double MIB = 1 << 20;
    private static final String IN_FORCE = "Recommended settings: those in force; ";

    private final Output output;

    Telling(Output output) {
        this.output = output;
    }

    void say(String line) {
        output.say(line);
    }

    void remark(String words) {
        output.remark(words);
    }

    void heading() {
        output.say(String.format(
                Locale.ROOT,
                "%-15s %-12s %-26s %9s %9s %8s %8s %8s %10s",
                "WHAT",
                "FILES",
                "SETTINGS",
                "MIB/S",
                "FILES/S",
                "AT ONCE",
                "P50 MS",
                "P99 MS",
                "CPU-S/GIB"));
    }

    void run(MeasuredRun run, ResultLine line) {
        FileTimes times = run.moved().fileTimes().orElse(null);
        boolean hasBytes = run.moved().bytes() > 0;
        output.say(String.format(
                Locale.ROOT,
                "%-15s %-12s %-26s %9s %9.1f %8.1f %8s %8s %10s",
                run.way(),
                run.work().name(),
                Sweep.shown(run.settings()),
                hasBytes ? number(run.bytesPerSecond() / MIB) : "",
                run.filesPerSecond(),
                run.concurrency(),
                times == null ? "" : number(times.p50()),
                times == null ? "" : number(times.p99()),
                hasBytes ? String.format(Locale.ROOT, "%.2f", run.cpuSecondsPerGib()) : ""));
        output.emit(ResultFile.TYPE, ResultFile.fields(line));
    }

    void verdict(VerdictLine verdict) {
        output.say("* " + verdict.scenario().replaceFirst("-(?=[^-]*$)", " ") + ": " + verdict.sentence());
        for (StageUse stage : verdict.stages()) {
            output.say(String.format(
                    Locale.ROOT, "    %4.0f %%  %s: %s", stage.used() * 100, stage.words(), stage.numbers()));
        }
        output.emit(VerdictLine.TYPE, ResultFile.fields(verdict));
    }

    /**
     * @param refused values that could not be measured, and why
     */
    void costs(Mode mode, Sweep sweep, List<Advice.Trial> trials, Map<Map<String, String>, String> refused) {
        String words = trials.stream()
                .map(trial -> String.format(Locale.ROOT, "%s %.2f", Sweep.shown(trial.settings()), trial.speed()))
                .collect(Collectors.joining(", "));
        output.say("* " + mode.word() + ", " + sweep.name() + ", times as fast as set: "
                + (words.isEmpty() ? "nothing was tried" : words));
        output.emit(
                "sweep",
                Map.of(
                        "mode",
                        mode.word(),
                        "sweep",
                        sweep.name(),
                        "trials",
                        trials.stream()
                                .map(trial -> Map.of("settings", trial.settings(), "speed", trial.speed()))
                                .toList(),
                        "refused",
                        refused.entrySet().stream()
                                .map(one -> Map.of("settings", one.getKey(), "why", one.getValue()))
                                .toList()));
    }

    /**
     * @param isTried whether there is anything that those in force were compared with
     */
    void advice(Map<String, String> settings, double gain, boolean isTried) {
        output.say("");
        if (!isTried) {
            output.say(IN_FORCE + "no others were tried.");
        } else if (settings.isEmpty()) {
            output.say(IN_FORCE + "nothing as safe that was tried is faster by 10 % or more.");
        } else {
            output.say(String.format(Locale.ROOT, "Recommended settings (%.2f times as fast together):", gain));
            settings.forEach((key, value) -> output.say("  " + key + ": " + value));
        }
        output.emit("advice", Map.of("settings", settings, "speed", gain));
    }

    /** What is recommended where nothing was tried. */
    void suggestion(Suggestion suggestion) {
        output.say("");
        output.say(IN_FORCE + "no others were tried.");
        if (!suggestion.filesAtOnce().isEmpty()) {
            String found = suggestion.filesAtOnce().entrySet().stream()
                    .map(one -> one.getValue() + " (" + one.getKey() + ")")
                    .collect(Collectors.joining(", "));
            output.say("  " + Keys.FILES_IN_FLIGHT.key() + ": auto, which ended with " + found);
        }
        output.say(
                suggestion.sweeps().isEmpty()
                        ? "  No sweep varies what limits it."
                        : "  Others may be faster; the same command tries them with --sweep "
                                + String.join(",", suggestion.sweeps()));
        output.emit(
                "advice",
                Map.of(
                        "settings",
                        Map.of(),
                        "speed",
                        1,
                        "filesAtOnce",
                        suggestion.filesAtOnce(),
                        "sweeps",
                        suggestion.sweeps()));
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }
}
