package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Setting;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.ResultLine;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.TransferException;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Measures what was ordered, says what limits it, and gives the settings that it recommends. Blocks. */
public final class Bench {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration HASHING = Duration.ofMillis(400);
    private static final List<Setting<?>> TOLD = List.of(
            Keys.SMB_CLIENT,
            Keys.SMB_CONNECTIONS,
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

    private final Invocation invocation;
    private final Settings settings;
    private final BenchOrder order;
    private final Optional<ResultFile> results;
    private final boolean serverHere;
    private final @Nullable String commit;
    private final Telling telling;
    private final Waiting waiting;
    private final Instant begun = Instant.now();
    private long bytes;
    private double hashing;

    /** A measured kind of transfer, to vary settings of. */
    private record Case(Mode mode, Work work, MeasuredRun run) {}

    /**
     * @param serverHere whether the servers run on this computer
     * @param commit of this program, as far as it is known
     */
    public Bench(
            Invocation invocation,
            Settings settings,
            BenchOrder order,
            Optional<ResultFile> results,
            boolean serverHere,
            @Nullable String commit) {
        this.invocation = invocation;
        this.settings = settings;
        this.order = order;
        this.results = results;
        this.serverHere = serverHere;
        this.commit = commit;
        this.telling = new Telling(invocation.output());
        this.waiting = invocation.waiting();
    }

    /** Recommended settings, by key; empty for those in force. Cleans up, however it ends. */
    public Map<String, String> run() throws IOException {
        try (Connections open = new Connections(settings)) {
            return order.movesFiles() ? inFolder(open) : measureAll(open, Optional.empty());
        }
    }

    private Map<String, String> inFolder(Connections open) throws IOException {
        Leftovers share = new Leftovers(open.storage(), order.at());
        boolean wasThere = waiting.value(share.requireEmpty());
        try {
            if (order.disk().isEmpty()) {
                return measureAll(open, Optional.empty());
            }
            try (DiskFiles disk = DiskFiles.in(order.disk().get())) {
                return measureAll(open, Optional.of(disk));
            }
        } finally {
            cleanUp(open, share, wasThere);
        }
    }

    /** Also after Ctrl-C: what was written to others' disks must not stay. */
    private void cleanUp(Connections open, Leftovers share, boolean wasThere) {
        try {
            waiting.untilOver(share.clear()
                    .flatMap(gone -> wasThere ? Mono.just(gone) : share.removeFolder())
                    .doOnNext(gone -> tellWhatStays(open, gone))
                    .then());
        } catch (RuntimeException e) {
            invocation
                    .output()
                    .remark("Could not remove all that was written; please remove '" + order.at() + "' below "
                            + open.storage().name() + ": "
                            + Exceptions.unwrap(e).getMessage());
        }
    }

    private void tellWhatStays(Connections open, boolean gone) {
        if (!gone) {
            invocation
                    .output()
                    .remark("Empty folders stay in '" + order.at() + "' below "
                            + open.storage().name() + "; please remove them (client jcifs cannot).");
        }
    }

    private Map<String, String> measureAll(Connections open, Optional<DiskFiles> disk) throws IOException {
        bytes = order.movesFiles()
                ? waiting.find(open.storage().freeBytes())
                        .map(free -> Math.min(order.bytes(), free / 2))
                        .orElse(order.bytes())
                : order.bytes();
        telling.say(introduction(open));
        hashing = Probes.hashing(Algorithm.valueOf(settings.get(Keys.CHECKSUM).toUpperCase(Locale.ROOT)), HASHING);
        Runner runner = runner(open, order.time(), Map.of());
        if (order.movesFiles()) {
            uploadAndClear(open, runner(open, WARM_UP, Map.of()), order.works().get(0)); // compiles; not counted
        }
        telling.heading();
        List<VerdictLine> verdicts = new ArrayList<>();
        List<Case> cases = new ArrayList<>();
        for (int round = 1; round <= order.rounds(); round++) {
            cases.clear();
            verdicts.clear();
            for (Mode mode : order.modes()) {
                for (Work work : order.works()) {
                    measure(open, runner, mode, work, round, disk, cases, verdicts);
                }
            }
        }
        telling.say("");
        telling.say("What limits it:");
        for (VerdictLine verdict : verdicts) {
            telling.verdict(verdict);
            if (results.isPresent()) {
                results.get().append(verdict);
            }
        }
        return order.sweeps().isEmpty() ? Map.of() : sweep(open, cases);
    }

    private String introduction(Connections open) {
        String what = "Files begin for " + order.time().toSeconds() + " s in each measurement, at most "
                + Figures.bytes(bytes) + ". ";
        return order.movesFiles()
                ? "Measuring " + open.storage().name() + ", in its folder '" + order.at()
                        + "', which is removed afterwards. " + what
                : what;
    }

    private void measure(
            Connections open,
            Runner runner,
            Mode mode,
            Work work,
            int round,
            Optional<DiskFiles> disk,
            List<Case> cases,
            List<VerdictLine> verdicts)
            throws IOException {
        switch (mode) {
            case UPLOAD -> measureUpload(open, runner, work, round, disk, cases, verdicts);
            case DOWNLOAD -> measureDownload(open, runner, work, round, disk, cases, verdicts);
            case MIXED -> measureMixed(open, runner, work, round);
            case REGISTER -> measureRegistration(open, work, round, verdicts);
        }
    }

    private void measureUpload(
            Connections open,
            Runner runner,
            Work work,
            int round,
            Optional<DiskFiles> disk,
            List<Case> cases,
            List<VerdictLine> verdicts)
            throws IOException {
        double roundTrip = Probes.roundTripSeconds(open.storage(), order.at(), waiting);
        List<Piece> uploaded = new ArrayList<>();
        MeasuredRun run = keep(open, runner.upload("upload", work, BenchFiles.inMemory(work), uploaded), round);
        MeasuredRun back = checked(probe(open).readOnly(work, uploaded));
        clear(open);
        Evidence seen = evidence(Mode.UPLOAD, run, roundTrip, null, null, back.bytesPerSecond());
        verdicts.add(Diagnosis.of(seen).line("upload-" + work.name()));
        cases.add(new Case(Mode.UPLOAD, work, run));
        if (disk.isPresent()) {
            List<Piece> pieces = onDisk(open, disk.get(), work);
            double alone = checked(probe(open).readOnly(work, pieces)).bytesPerSecond();
            MeasuredRun fromDisk = keep(open, runner.upload("upload-disk", work, BenchFiles.of(pieces)), round);
            clear(open);
            disk.get().clear();
            Evidence all = evidence(Mode.UPLOAD, fromDisk, roundTrip, alone, null, back.bytesPerSecond());
            verdicts.add(Diagnosis.of(all).line("upload-disk-" + work.name()));
        }
    }

    private void measureDownload(
            Connections open,
            Runner runner,
            Work work,
            int round,
            Optional<DiskFiles> disk,
            List<Case> cases,
            List<VerdictLine> verdicts)
            throws IOException {
        double roundTrip = Probes.roundTripSeconds(runner.server(), order.at(), waiting);
        List<Piece> there = new ArrayList<>();
        MeasuredRun prepared = put(open, work, there);
        MeasuredRun run = keep(open, runner.download("download", work, there, Optional.empty()), round);
        Evidence seen = evidence(Mode.DOWNLOAD, run, roundTrip, null, null, prepared.bytesPerSecond());
        verdicts.add(Diagnosis.of(seen).line("download-" + work.name()));
        cases.add(new Case(Mode.DOWNLOAD, work, run));
        if (disk.isPresent()) {
            Path folder = disk.get().folder();
            double alone = checked(probe(open).writeOnly(work, folder)).bytesPerSecond();
            disk.get().clear();
            MeasuredRun toDisk = keep(open, runner.download("download-disk", work, there, Optional.of(folder)), round);
            disk.get().clear();
            Evidence all = evidence(Mode.DOWNLOAD, toDisk, roundTrip, null, alone, prepared.bytesPerSecond());
            verdicts.add(Diagnosis.of(all).line("download-disk-" + work.name()));
        }
        clear(open);
    }

    private void measureMixed(Connections open, Runner runner, Work work, int round) throws IOException {
        List<Piece> there = new ArrayList<>();
        put(open, work.within(bytes / 2), there);
        keep(open, runner.mixed(work, there), round);
        clear(open);
    }

    private void measureRegistration(Connections open, Work work, int round, List<VerdictLine> verdicts)
            throws IOException {
        var where = order.registering().orElseThrow();
        MeasuredRun run =
                keep(open, new RegistrationRun(open, waiting, where, new Bounds(order.time(), bytes)).run(work), round);
        verdicts.add(RegistrationVerdict.of(run, where.sessions()).line("register-" + work.name()));
    }

    /** Uploads each file of the work once, as far as the limits go; what is downloaded then. */
    private MeasuredRun put(Connections open, Work work, List<Piece> there) {
        Work some = work.within(bytes);
        Runner once = new Runner(open, waiting, order.at(), new Bounds(order.time(), some.bytes()), Map.of());
        return checked(once.upload("put", some, BenchFiles.inMemory(some), there));
    }

    private List<Piece> onDisk(Connections open, DiskFiles disk, Work work) {
        if (work.name().equals("profile") && order.profileOf().isPresent()) {
            Path folder = order.profileOf().get();
            return DiskFiles.below(folder, open.folder(folder));
        }
        return disk.make(work.within(bytes), open.folder(disk.folder()));
    }

    private Map<String, String> sweep(Connections open, List<Case> cases) throws IOException {
        telling.say("");
        telling.say("Varying one setting at a time:");
        telling.heading();
        Map<String, String> chosen = new LinkedHashMap<>();
        for (Mode mode : List.of(Mode.UPLOAD, Mode.DOWNLOAD)) {
            List<Case> some = cases.stream().filter(one -> one.mode() == mode).toList();
            List<Sweep> sweeps = Sweep.of(
                    mode,
                    open.storage().name().startsWith("smb:"),
                    settings.find(Keys.HTTP_URL).isPresent(),
                    order.sweeps());
            for (Sweep sweep : some.isEmpty() ? List.<Sweep>of() : sweeps) {
                List<Advice.Trial> trials = trials(open, mode, some, sweep, chosen);
                telling.costs(mode, sweep, trials);
                Optional<Advice.Trial> best = sweep.mayRecommend() ? Advice.best(trials) : Optional.empty();
                best.ifPresent(trial -> chosen.putAll(trial.settings()));
            }
        }
        double together = chosen.isEmpty() ? 1 : together(open, cases, chosen);
        Map<String, String> advice = together < Advice.WORTH_IT ? Map.of() : chosen;
        telling.advice(advice, together);
        return advice;
    }

    /** What was chosen one by one, measured together and against what is set. */
    private double together(Connections open, List<Case> cases, Map<String, String> chosen) throws IOException {
        List<Double> before = new ArrayList<>();
        List<Double> after = new ArrayList<>();
        for (Mode mode : List.of(Mode.UPLOAD, Mode.DOWNLOAD)) {
            List<Case> some = cases.stream().filter(one -> one.mode() == mode).toList();
            before.addAll(speeds(open, mode, some, Map.of()));
            after.addAll(speeds(open, mode, some, chosen));
        }
        return Advice.speed(before, after);
    }

    /**
     * What each value is worth, compared with the settings chosen so far. Those are measured before and after the others, and
     * the faster time counts: a machine's speed drifts, and nothing is gained by what only seems faster.
     */
    private List<Advice.Trial> trials(
            Connections open, Mode mode, List<Case> cases, Sweep sweep, Map<String, String> chosen) throws IOException {
        Settings inForce = settings.with(chosen);
        List<Double> first = speeds(open, mode, cases, chosen);
        Map<Map<String, String>, List<Double>> found = new LinkedHashMap<>();
        for (Map<String, String> value : sweep.values()) {
            if (value.entrySet().stream().allMatch(one -> isInForce(inForce, one))) {
                continue;
            }
            if (Duration.between(begun, Instant.now()).compareTo(order.total()) > 0) {
                telling.say("(the rest of the sweep '" + sweep.name()
                        + "' is left out: the time for all is over, see --total-seconds)");
                break;
            }
            found.put(value, speeds(open, mode, cases, Advice.both(chosen, value)));
        }
        List<Double> last = speeds(open, mode, cases, chosen);
        List<Double> before = Advice.speed(first, last) > 1 ? last : first;
        return found.entrySet().stream()
                .map(one -> new Advice.Trial(one.getKey(), Advice.speed(before, one.getValue())))
                .toList();
    }

    private static boolean isInForce(Settings settings, Map.Entry<String, String> value) {
        return Keys.find(value.getKey())
                .filter(setting -> settings.text(setting).equals(value.getValue()))
                .isPresent();
    }

    private List<Double> speeds(Connections cleaner, Mode mode, List<Case> cases, Map<String, String> changed)
            throws IOException {
        List<Double> speeds = new ArrayList<>();
        try (Connections open = new Connections(settings.with(changed))) {
            Runner runner = runner(open, order.time(), changed);
            for (Case one : cases) {
                List<Piece> there = new ArrayList<>();
                MeasuredRun run;
                if (mode == Mode.UPLOAD) {
                    run = runner.upload("upload", one.work(), BenchFiles.inMemory(one.work()));
                } else {
                    put(open, one.work(), there);
                    run = runner.download("download", one.work(), there, Optional.empty());
                }
                speeds.add(keep(open, run, 1).bytesPerSecond());
                clear(cleaner);
            }
        }
        return speeds;
    }

    private Evidence evidence(
            Mode mode,
            MeasuredRun run,
            double roundTrip,
            @Nullable Double sourceAlone,
            @Nullable Double targetAlone,
            double otherWay) {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Evidence(
                mode,
                run.bytesPerSecond(),
                run.filesPerSecond(),
                cores,
                run.usage().clientLoad(cores),
                run.usage().machineLoad(cores),
                hashing,
                run.concurrency(),
                roundTrip,
                run.stepsPerFile(),
                sourceAlone,
                targetAlone,
                otherWay,
                serverHere);
    }

    private void uploadAndClear(Connections open, Runner runner, Work work) {
        checked(runner.upload("warm-up", work, BenchFiles.inMemory(work)));
        clear(open);
    }

    private void clear(Connections open) {
        waiting.value(new Leftovers(open.storage(), order.at()).clear());
    }

    private Runner runner(Connections open, Duration time, Map<String, String> changed) {
        return new Runner(open, waiting, order.at(), new Bounds(time, bytes), changed);
    }

    /** A shorter measurement, for what is only compared with. */
    private Runner probe(Connections open) {
        Duration third = order.time().dividedBy(3);
        return runner(open, third.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : third, Map.of());
    }

    private MeasuredRun keep(Connections open, MeasuredRun run, int round) throws IOException {
        checked(run);
        ResultLine line = run.line(round, commit, told(open.settings()));
        telling.run(run, line);
        if (results.isPresent()) {
            results.get().append(line);
        }
        return run;
    }

    private MeasuredRun checked(MeasuredRun run) {
        if (invocation.interruption().isAsked()) {
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
}
