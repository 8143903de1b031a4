package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.config.Settings;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Invocation;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.output.Figures;
import org.alyxtransfer.cli.result.ResultFile;
import org.alyxtransfer.cli.result.VerdictLine;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.jspecify.annotations.Nullable;
import reactor.core.Exceptions;
import reactor.core.publisher.Mono;

/** Measures what was ordered, says what limits it, and gives the settings that it recommends. Blocks. */
public final class Bench {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration HASHING = Duration.ofMillis(400);

    private final Invocation invocation;
    private final Settings settings;
    private final BenchOrder order;
    private final boolean serverHere;
    private final Telling telling;
    private final Ledger ledger;
    private final Waiting waiting;
    private final Instant begun = Instant.now();
    private long bytes;
    private @Nullable HashSpeed hashing;

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
        this.serverHere = serverHere;
        this.telling = new Telling(invocation.output());
        this.ledger = new Ledger(telling, results, invocation.interruption(), serverHere, commit);
        this.waiting = invocation.waiting();
    }

    /** Recommended settings, by key; empty for those in force. Cleans up, however it ends. */
    public Map<String, String> run() throws IOException {
        if (order.disk().isEmpty() || !order.movesFiles()) {
            return connected(Optional.empty());
        }
        try (DiskFiles disk = DiskFiles.in(order.disk().get())) { // closed last: until then something may write to it
            return connected(Optional.of(disk));
        }
    }

    private Map<String, String> connected(Optional<DiskFiles> disk) throws IOException {
        try (Connections open = new Connections(settings)) {
            return order.movesFiles() ? inFolder(open, disk) : measureAll(open, disk);
        }
    }

    private Map<String, String> inFolder(Connections open, Optional<DiskFiles> disk) throws IOException {
        Leftovers share = new Leftovers(open.storage(), order.at());
        boolean wasThere = waiting.value(share.requireEmpty());
        try {
            return measureAll(open, disk);
        } finally {
            cleanUp(open, share, wasThere);
        }
    }

    /** Also after Ctrl-C: what was written to others' disks must not stay. */
    private void cleanUp(Connections open, Leftovers share, boolean wasThere) {
        try {
            waiting.untilOver(share.clearPatiently()
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
        Runner runner = runner(open, order.time());
        if (order.movesFiles()) {
            uploadAndClear(runner(open, WARM_UP), order.works().get(0)); // compiles; not counted
        }
        telling.heading();
        List<VerdictLine> verdicts = new ArrayList<>();
        for (int round = 1; round <= order.rounds(); round++) {
            verdicts.clear();
            for (Mode mode : order.modes()) {
                for (Work work : order.works()) {
                    measure(open, runner, mode, work, round, disk, verdicts);
                }
            }
        }
        telling.say("");
        telling.say("What limits it:");
        for (VerdictLine verdict : verdicts) {
            ledger.keep(verdict);
        }
        if (order.sweeps().isEmpty()) {
            return Map.of();
        }
        Bounds each = new Bounds(order.time(), bytes);
        return new SettingsSearch(settings, order, each, waiting, ledger, telling, begun.plus(order.total()))
                .recommend(open);
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
            List<VerdictLine> verdicts)
            throws IOException {
        switch (mode) {
            case UPLOAD -> measureUpload(open, runner, work, round, disk, verdicts);
            case DOWNLOAD -> measureDownload(open, runner, work, round, disk, verdicts);
            case MIXED -> measureMixed(open, runner, work, round, verdicts);
            case REGISTER -> measureRegistration(open, work, round, verdicts);
        }
    }

    private void measureUpload(
            Connections open, Runner runner, Work work, int round, Optional<DiskFiles> disk, List<VerdictLine> verdicts)
            throws IOException {
        double roundTrip = Probes.roundTripSeconds(open.storage(), order.at(), waiting);
        List<Piece> uploaded = new ArrayList<>();
        MeasuredRun run = ledger.keep(open, runner.upload("upload", work, BenchFiles.inMemory(work), uploaded), round);
        MeasuredRun back = ledger.checked(probe(open).readOnly(work, uploaded));
        runner.clear();
        Evidence seen = evidence(Mode.UPLOAD, run, roundTrip, null, null, back.bytesPerSecond());
        verdicts.add(Diagnosis.of(seen).line("upload-" + work.name()));
        if (disk.isPresent()) {
            List<Piece> pieces = onDisk(open, disk.get(), work);
            double alone = ledger.checked(probe(open).readOnly(work, pieces)).bytesPerSecond();
            MeasuredRun fromDisk = ledger.keep(open, runner.upload("upload-disk", work, BenchFiles.of(pieces)), round);
            runner.clear();
            disk.get().clear();
            Evidence all = evidence(Mode.UPLOAD, fromDisk, roundTrip, alone, null, back.bytesPerSecond());
            verdicts.add(Diagnosis.of(all).line("upload-disk-" + work.name()));
        }
    }

    private void measureDownload(
            Connections open, Runner runner, Work work, int round, Optional<DiskFiles> disk, List<VerdictLine> verdicts)
            throws IOException {
        double roundTrip = Probes.roundTripSeconds(runner.server(), order.at(), waiting);
        List<Piece> there = new ArrayList<>();
        MeasuredRun prepared = ledger.checked(runner.put(work, there));
        MeasuredRun run = ledger.keep(open, runner.download("download", work, there, Optional.empty()), round);
        Evidence seen = evidence(Mode.DOWNLOAD, run, roundTrip, null, null, prepared.bytesPerSecond());
        verdicts.add(Diagnosis.of(seen).line("download-" + work.name()));
        if (disk.isPresent()) {
            Path folder = disk.get().folder();
            double alone = ledger.checked(probe(open).writeOnly(work, folder)).bytesPerSecond();
            disk.get().clear();
            MeasuredRun toDisk =
                    ledger.keep(open, runner.download("download-disk", work, there, Optional.of(folder)), round);
            disk.get().clear();
            Evidence all = evidence(Mode.DOWNLOAD, toDisk, roundTrip, null, alone, prepared.bytesPerSecond());
            verdicts.add(Diagnosis.of(all).line("download-disk-" + work.name()));
        }
        runner.clear();
    }

    private void measureMixed(Connections open, Runner runner, Work work, int round, List<VerdictLine> verdicts)
            throws IOException {
        double roundTrip = Probes.roundTripSeconds(open.storage(), order.at(), waiting);
        List<Piece> there = new ArrayList<>();
        ledger.checked(runner.put(work.within(bytes / 2), there));
        MeasuredRun run = ledger.keep(open, runner.mixed(work, there), round);
        runner.clear();
        Evidence seen = evidence(Mode.MIXED, run, roundTrip, null, null, null);
        verdicts.add(Diagnosis.of(seen).line("mixed-" + work.name()));
    }

    private void measureRegistration(Connections open, Work work, int round, List<VerdictLine> verdicts)
            throws IOException {
        var where = order.registering().orElseThrow();
        MeasuredRun run = ledger.keep(
                open, new RegistrationRun(open, waiting, where, new Bounds(order.time(), bytes)).run(work), round);
        verdicts.add(RegistrationVerdict.of(run, where.sessions()).line("register-" + work.name()));
    }

    private List<Piece> onDisk(Connections open, DiskFiles disk, Work work) {
        if (work.name().equals("profile") && order.profileOf().isPresent()) {
            Path folder = order.profileOf().get();
            return DiskFiles.below(folder, open.folder(folder));
        }
        return disk.make(work.within(bytes), open.folder(disk.folder()));
    }

    private Evidence evidence(
            Mode mode,
            MeasuredRun run,
            double roundTrip,
            @Nullable Double sourceAlone,
            @Nullable Double targetAlone,
            @Nullable Double otherWay) {
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

    private void uploadAndClear(Runner runner, Work work) {
        ledger.checked(runner.upload("warm-up", work, BenchFiles.inMemory(work)));
        runner.clear();
    }

    private Runner runner(Connections open, Duration time) {
        return new Runner(open, waiting, order.at(), new Bounds(time, bytes), Map.of());
    }

    /** A shorter measurement, for what is only compared with. */
    private Runner probe(Connections open) {
        Duration third = order.time().dividedBy(3);
        return runner(open, third.compareTo(Duration.ofSeconds(1)) < 0 ? Duration.ofSeconds(1) : third);
    }
}
