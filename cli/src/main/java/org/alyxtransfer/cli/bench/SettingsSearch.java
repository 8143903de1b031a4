package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.TransferException;

/** Tries settings, one kind at a time, each over all works; blocks. */
final class SettingsSearch {
    /** What settings are tried for. */
    static final List<Mode> MODES = List.of(Mode.UPLOAD, Mode.DOWNLOAD);

    private final Settings settings;
    private final BenchOrder order;
    private final Bounds bounds;
    private final Waiting waiting;
    private final Ledger ledger;
    private final Telling telling;
    private final TimeForAll time;
    private boolean hasTried;

    /**
     * @param time no trial begins after it
     */
    SettingsSearch(
            Settings settings,
            BenchOrder order,
            Bounds bounds,
            Waiting waiting,
            Ledger ledger,
            Telling telling,
            TimeForAll time) {
        this.settings = settings;
        this.order = order;
        this.bounds = bounds;
        this.waiting = waiting;
        this.ledger = ledger;
        this.telling = telling;
        this.time = time;
    }

    /**
     * Settings that are worth it together, by key.
     *
     * @param target what files go to
     * @param http whether they come from a file server
     */
    Map<String, String> recommend(Connections open, Sweep.Target target, boolean http) throws IOException {
        telling.say("");
        telling.say("Varying one setting at a time:");
        telling.heading();
        if (target == Sweep.Target.JCIFS_SHARE && order.sweeps().contains("chunk")) {
            telling.say("(the sweep 'chunk' is left out: smb.chunk-bytes is no setting of client jcifs)");
        }
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Mode mode : modes()) {
            for (Sweep sweep : Sweep.of(mode, target, http, order.sweeps())) {
                if (time.isOver("the sweep '" + sweep.name() + "' of " + mode.word() + "s")) {
                    continue;
                }
                List<Advice.Trial> trials = trials(open, mode, sweep, chosen);
                Optional<Advice.Trial> best = sweep.mayRecommend() ? Advice.best(trials) : Optional.empty();
                best.ifPresent(trial -> chosen.putAll(trial.settings()));
            }
        }
        double together = chosen.isEmpty() ? 1 : together(open, chosen);
        Map<String, String> advice = together < Advice.WORTH_IT ? Map.of() : chosen;
        telling.advice(advice, together, hasTried);
        return advice;
    }

    private List<Mode> modes() {
        return MODES.stream().filter(order.modes()::contains).toList();
    }

    /** What was chosen one by one, measured together and against what is set. */
    private double together(Connections open, Map<String, String> chosen) throws IOException {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (Mode mode : modes()) {
            before.addAll(speeds(open, mode, Map.of()));
            after.addAll(speeds(open, mode, chosen));
        }
        return Advice.speed(before, after);
    }

    /**
     * What each value is worth, compared with the settings chosen so far. Those are measured before and after the others, and
     * the faster time counts: a machine's speed drifts, and nothing is gained by what only seems faster. A value that fails is
     * told and left out; should the server be gone, those before or after it fail as well, and end it.
     */
    private List<Advice.Trial> trials(Connections open, Mode mode, Sweep sweep, Map<String, String> chosen)
            throws IOException {
        Settings inForce = settings.with(chosen);
        List<Double> first = speeds(open, mode, chosen);
        Map<Map<String, String>, List<Double>> found = new LinkedHashMap<>();
        Map<Map<String, String>, String> refused = new LinkedHashMap<>();
        for (Map<String, String> value : sweep.values()) {
            if (value.entrySet().stream().allMatch(one -> isInForce(inForce, one))) {
                continue;
            }
            boolean isFirst = found.isEmpty() && refused.isEmpty();
            if (!isFirst && time.isOver("the rest of the sweep '" + sweep.name() + "'")) {
                break;
            }
            try {
                found.put(value, speeds(open, mode, Advice.both(chosen, value)));
            } catch (TransferException e) {
                runner(open, Map.of()).clear();
                String why = String.valueOf(e.getMessage());
                telling.say("(" + Sweep.shown(value) + " cannot be used here: " + why + ")");
                refused.put(value, why);
            }
        }
        List<Double> last = speeds(open, mode, chosen);
        List<Double> before = Advice.speed(first, last) > 1 ? last : first;
        List<Advice.Trial> trials = found.entrySet().stream()
                .map(one -> new Advice.Trial(one.getKey(), Advice.speed(before, one.getValue())))
                .toList();
        hasTried = hasTried || !trials.isEmpty();
        telling.costs(mode, sweep, trials, refused);
        return trials;
    }

    private static boolean isInForce(Settings settings, Map.Entry<String, String> value) {
        return Keys.find(value.getKey())
                .filter(setting -> settings.text(setting).equals(value.getValue()))
                .isPresent();
    }

    private List<Double> speeds(Connections cleaner, Mode mode, Map<String, String> changed) throws IOException {
        List<Double> speeds = new ArrayList<>();
        try (Connections open = new Connections(settings.with(changed), cleaner.memory())) {
            for (Work work : order.works()) {
                speeds.add(ledger.keep(open, run(runner(open, changed), mode, work), 1)
                        .bytesPerSecond());
                runner(cleaner, Map.of()).clear();
            }
        }
        return speeds;
    }

    private Runner runner(Connections open, Map<String, String> changed) {
        return new Runner(open, waiting, order.at(), bounds, changed);
    }

    private MeasuredRun run(Runner runner, Mode mode, Work work) {
        if (mode == Mode.UPLOAD) {
            return runner.upload("upload", work, BenchFiles.inMemory(work));
        }
        List<Piece> there = new ArrayList<>();
        ledger.checked(runner.put(work, there));
        return runner.download("download", work, there, Optional.empty());
    }
}
