package org.alyxtransfer.cli.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.cli.bench.RegistrationRun.Registering;
import org.alyxtransfer.cli.bench.Runner.Bounds;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.jspecify.annotations.Nullable;

/** Measures what was ordered, round after round, and judges it; blocks. */
final class Rounds {
    private static final Duration WARM_UP = Duration.ofSeconds(2);
    private static final Duration HASHING = Duration.ofMillis(400);
    private static final Duration SHORTEST_PROBE = Duration.ofSeconds(1);

    private final Connections open;
    private final Optional<DiskFiles> disk;
    private final BenchOrder order;
    private final long bytes;
    private final Ledger ledger;
    private final Waiting waiting;
    private final boolean serverHere;
    private final Verdicts verdicts = new Verdicts();
    private final TimeForAll time;
    private @Nullable HashSpeed hashing;
    private int done;

    /**
     * @param bytes the most that one measurement may write
     * @param serverHere whether the servers run on this computer
     */
    Rounds(
            Connections open,
            Optional<DiskFiles> disk,
            BenchOrder order,
            long bytes,
            Ledger ledger,
            Waiting waiting,
            boolean serverHere,
            TimeForAll time) {
        this.open = open;
        this.disk = disk;
        this.order = order;
        this.bytes = bytes;
        this.ledger = ledger;
        this.waiting = waiting;
        this.serverHere = serverHere;
        this.time = time;
    }

    /** Lets the compiler see what will be measured; on a slow line without a whole file. */
    void warmUp() {
        String digest = open.settings().get(Keys.CHECKSUM).toUpperCase(Locale.ROOT);
        hashing = Probes.hashing(Algorithm.valueOf(digest), HASHING);
        if (order.movesFiles()) {
            Runner runner = runner(new Bounds(WARM_UP, bytes, WARM_UP.multipliedBy(2)));
            Work work = order.works().get(0);
            ledger.unfailed(runner.upload("warm-up", work, BenchFiles.inMemory(work)));
            runner.clear();
        }
    }

    /** What limits each kind of measurement, in the median of its rounds. */
    List<Judged> run() throws IOException {
        for (int round = 1; round <= order.rounds(); round++) {
            if (round > 1 && time.isOver("the rest of " + order.rounds() + " rounds")) {
                break;
            }
            for (Mode mode : order.modes()) {
                for (Work work : mode.works(order.works())) {
                    measure(mode, work, round);
                }
            }
            done = round;
        }
        return verdicts.medians();
    }

    /** How many rounds there was time for. */
    int done() {
        return done;
    }

    private void measure(Mode mode, Work work, int round) throws IOException {
        switch (mode) {
            case UPLOAD -> measureUpload(work, round);
            case DOWNLOAD -> measureDownload(work, round);
            case MIXED -> measureMixed(work, round);
            case REGISTER -> measureRegistration(work, round);
        }
    }

    private void measureUpload(Work work, int round) throws IOException {
        Runner runner = runner();
        double roundTrip = Probes.roundTripSeconds(open.storage(), order.at(), waiting);
        List<Piece> uploaded = new ArrayList<>();
        MeasuredRun run = ledger.keep(open, runner.upload("upload", work, BenchFiles.inMemory(work), uploaded), round);
        Double back = speed(probe().readOnly(work, uploaded));
        runner.clear();
        judge(run, evidence(Mode.UPLOAD, run, roundTrip, null, null, back));
        if (disk.isPresent()) {
            List<Piece> pieces = onDisk(disk.get(), work);
            boolean forgotten = forget(disk.get(), work, pieces);
            Double alone = speed(probe().readOnly(work, pieces));
            tellUnless(forget(disk.get(), work, pieces) && forgotten);
            MeasuredRun fromDisk = ledger.keep(open, runner.upload("upload-disk", work, BenchFiles.of(pieces)), round);
            runner.clear();
            disk.get().clear();
            judge(fromDisk, evidence(Mode.UPLOAD, fromDisk, roundTrip, alone, null, back));
        }
    }

    private void measureDownload(Work work, int round) throws IOException {
        Runner runner = runner();
        double roundTrip = Probes.roundTripSeconds(runner.server(), order.at(), waiting);
        List<Piece> there = new ArrayList<>();
        Double prepared = ledger.checked(runner.put(work, there)).bytesPerSecond();
        MeasuredRun run = ledger.keep(open, runner.download("download", work, there, Optional.empty()), round);
        judge(run, evidence(Mode.DOWNLOAD, run, roundTrip, null, null, prepared));
        if (disk.isPresent()) {
            Path folder = disk.get().folder();
            Double alone = speed(probe().writeOnly(work, folder));
            disk.get().clear();
            MeasuredRun toDisk =
                    ledger.keep(open, runner.download("download-disk", work, there, Optional.of(folder)), round);
            disk.get().clear();
            judge(toDisk, evidence(Mode.DOWNLOAD, toDisk, roundTrip, null, alone, prepared));
        }
        runner.clear();
    }

    /** What is downloaded lies there while as much comes: each has half of what may be written. */
    private void measureMixed(Work work, int round) throws IOException {
        Runner half = runner(Bounds.of(order.time(), bytes / 2));
        double roundTrip = Probes.roundTripSeconds(open.storage(), order.at(), waiting);
        List<Piece> there = new ArrayList<>();
        ledger.checked(half.put(work, there));
        MeasuredRun run = ledger.keep(open, half.mixed(work, there), round);
        half.clear();
        judge(run, evidence(Mode.MIXED, run, roundTrip, null, null, null));
    }

    private void measureRegistration(Work work, int round) throws IOException {
        Registering where = order.registering().orElseThrow().inEachOf(order.rounds());
        RegistrationRun registration = new RegistrationRun(open, waiting, where, Bounds.of(order.time(), bytes));
        double roundTrip = Probes.roundTripSeconds(open.alyx(), waiting);
        MeasuredRun run = ledger.keep(open, registration.run(work), round);
        Evidence seen = evidence(Mode.REGISTER, run, roundTrip, null, null, null);
        verdicts.add(new Judged(Mode.REGISTER, run, RegistrationVerdict.of(seen, where.sessions())));
    }

    private List<Piece> onDisk(DiskFiles source, Work work) {
        if (isRecorded(work)) {
            Path folder = order.profileOf().orElseThrow();
            return DiskFiles.below(folder, open.folder(folder));
        }
        return source.make(work.within(bytes), open.folder(source.folder()));
    }

    private boolean isRecorded(Work work) {
        return work.name().equals("profile") && order.profileOf().isPresent();
    }

    /** As they will be read from the disk then, which is to be measured, and not from memory. */
    private boolean forget(DiskFiles source, Work work, List<Piece> pieces) {
        Path folder = isRecorded(work) ? order.profileOf().orElseThrow() : source.folder();
        List<Path> files = pieces.stream()
                .map(piece -> folder.resolve(piece.source().path().value()))
                .toList();
        return PageCache.forget(files);
    }

    private void tellUnless(boolean forgotten) {
        if (!forgotten) {
            ledger.remark(
                    "upload-disk: this computer could not be told to forget these files (that takes Linux and GNU dd), so"
                            + " they came from its memory; this says nothing of how fast the disk is read");
        }
    }

    /** Of a measurement that is only compared with: unfinished files tell it as well; null when nothing came at all. */
    private @Nullable Double speed(MeasuredRun probe) {
        double speed = ledger.unfailed(probe).bytesPerSecond();
        return speed > 0 ? speed : null;
    }

    private void judge(MeasuredRun run, Evidence seen) {
        verdicts.add(new Judged(seen.mode(), run, Diagnosis.of(seen)));
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
                mode == Mode.REGISTER ? null : hashing,
                run.concurrency(),
                roundTrip,
                run.stepsPerFile(),
                sourceAlone,
                targetAlone,
                otherWay,
                serverHere);
    }

    private Runner runner() {
        return runner(Bounds.of(order.time(), bytes));
    }

    private Runner runner(Bounds bounds) {
        return new Runner(open, waiting, order.at(), bounds, Map.of());
    }

    /** A shorter measurement, for what is only compared with. */
    private Runner probe() {
        Duration third = order.time().dividedBy(3);
        return runner(Bounds.of(third.compareTo(SHORTEST_PROBE) < 0 ? SHORTEST_PROBE : third, bytes));
    }
}
