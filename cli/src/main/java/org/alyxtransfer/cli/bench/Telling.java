package org.alyxtransfer.cli.bench;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.alyxtransfer.cli.output.Output;
import org.alyxtransfer.cli.result.FileTimes;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.cli.result.VerdictLine.StageUse;

/** What a measurement says, to people and to programs. */
final class Telling {
    private static final double MIB = 1 << 20;

    private final Output output;

    Telling(Output output) {
        this.output = output;
    }

    void say(String line) {
        output.say(line);
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

    void costs(Mode mode, Sweep sweep, List<Advice.Trial> trials) {
        String words = trials.stream()
                .map(trial -> String.format(Locale.ROOT, "%s %.2f", Sweep.shown(trial.settings()), trial.speed()))
                .collect(Collectors.joining(", "));
        output.say("* " + mode.word() + ", " + sweep.name() + ", times as fast as set: " + words);
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
                                .toList()));
    }

    void advice(Map<String, String> settings, double gain) {
        output.say("");
        if (settings.isEmpty()) {
            output.say("Recommended settings: those in force; nothing that was tried is faster by 10 % or more.");
        } else {
            output.say(String.format(Locale.ROOT, "Recommended settings (%.2f times as fast together):", gain));
            settings.forEach((key, value) -> output.say("  " + key + ": " + value));
        }
        output.emit("advice", Map.of("settings", settings, "speed", gain));
    }

    private static String number(double figure) {
        return String.format(Locale.ROOT, figure < 100 ? "%.1f" : "%.0f", figure);
    }
}
