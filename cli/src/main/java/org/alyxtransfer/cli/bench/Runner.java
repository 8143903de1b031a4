package org.alyxtransfer.cli.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongFunction;
import org.alyxtransfer.cli.bench.BenchFiles.Piece;
import org.alyxtransfer.cli.config.Keys;
import org.alyxtransfer.cli.connect.Connections;
import org.alyxtransfer.cli.frame.Waiting;
import org.alyxtransfer.cli.result.ClientUsage;
import org.alyxtransfer.cli.result.RunRecorder;
import org.alyxtransfer.cli.transfer.Engines;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.engine.TransferOptions;
import org.alyxtransfer.engine.VerificationChoice;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.http.BaseUrl;
import org.alyxtransfer.storage.layer.MeteredSource;
import org.alyxtransfer.storage.layer.MeteredStorage;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Runs single measurements over one set of connections; blocks. Files begin until the time or the bytes are used up. */
final class Runner {
    private static final String ROLE = "server";

    private final Connections open;
    private final Waiting waiting;
    private final FilePath at;
    private final Bounds bounds;
    private final Map<String, String> settings;

    /**
     * How much one measurement may take.
     *
     * @param time files begin for so long
     * @param bytes no more than these begin
     * @param longest those that have begun are given up then
     */
    record Bounds(Duration time, long bytes, Duration longest) {
        static Bounds of(Duration time, long bytes) {
            return new Bounds(time, bytes, time.multipliedBy(3).plusSeconds(10));
        }

        Bounds withBytes(long most) {
            return new Bounds(time, most, longest);
        }
    }

    Runner(Connections open, Waiting waiting, FilePath at, Bounds bounds, Map<String, String> settings) {
        this.open = open;
        this.waiting = waiting;
        this.at = at;
        this.bounds = bounds;
        this.settings = settings;
    }

    MeasuredRun upload(String way, Work work, LongFunction<Piece> pieces) {
        return upload(way, work, pieces, new ArrayList<>());
    }

    /** Adds what was uploaded to the pieces, as it can be read from the share. */
    MeasuredRun upload(String way, Work work, LongFunction<Piece> pieces, List<Piece> uploaded) {
        return measure(way, work, calls -> uploading(calls, BenchFiles.UPLOADS, pieces, uploaded));
    }

    /** Uploads each file of the work once, as far as the limits go; what is downloaded then. */
    MeasuredRun put(Work work, List<Piece> uploaded) {
        Work some = work.within(bounds.bytes());
        Runner once = new Runner(open, waiting, at, bounds.withBytes(some.bytes()), settings);
        return once.upload("put", some, BenchFiles.inMemory(some), uploaded);
    }

    /** Removes all that was uploaded. */
    void clear() {
        waiting.value(new Leftovers(open.storage(), at).clear());
    }

    MeasuredRun download(String way, Work work, List<Piece> uploaded, Optional<Path> into) {
        return measure(way, work, calls -> downloading(calls, uploaded, into));
    }

    /** Both at once, each within the bounds; the figures are of both together. */
    MeasuredRun mixed(Work work, List<Piece> uploaded) {
        return measure("mixed", work, calls -> Flux.merge(
                        uploading(calls, BenchFiles.MORE_UPLOADS, BenchFiles.inMemory(work), new ArrayList<>()),
                        downloading(calls, uploaded, Optional.empty()))
                .filter(event -> !(event instanceof TransferEvent.Paced))); // nobody could tell whose it is
    }

    /** Reads pieces to nowhere, without looking at the bytes. */
    MeasuredRun readOnly(Work work, List<Piece> pieces) {
        List<Piece> unchecked = pieces.stream()
                .map(piece -> new Piece(piece.source(), piece.size(), Optional.empty()))
                .toList();
        return measure(
                "read",
                work,
                calls -> moving(
                        Direction.DOWNLOAD,
                        new Nowhere(open.memory()),
                        BenchFiles.DOWNLOADS,
                        FilePath.ROOT,
                        BenchFiles.of(unchecked),
                        unhashed()));
    }

    /** Writes made-up files to a folder of this computer, without hashing them. */
    MeasuredRun writeOnly(Work work, Path folder) {
        return measure(
                "write",
                work,
                calls -> moving(
                        Direction.DOWNLOAD,
                        open.folder(folder),
                        BenchFiles.DOWNLOADS,
                        FilePath.ROOT,
                        BenchFiles.inMemory(work),
                        unhashed()));
    }

    private Flux<TransferEvent> uploading(
            Calls calls, LocalDate day, LongFunction<Piece> pieces, List<Piece> uploaded) {
        Storage share = open.limitedStorage();
        return moving(
                        Direction.UPLOAD,
                        new MeteredStorage(share, calls.meters(), ROLE),
                        day,
                        at,
                        pieces,
                        new Engines(open).options())
                .doOnNext(event -> remember(event, uploaded));
    }

    private Flux<TransferEvent> downloading(Calls calls, List<Piece> uploaded, Optional<Path> into) {
        FileSource server = new MeteredSource(server(), calls.meters(), ROLE);
        List<Piece> pieces = uploaded.stream()
                .map(piece -> new Piece(new Location(server, piece.source().path()), piece.size(), piece.expected()))
                .toList();
        Storage target = into.<Storage>map(open::folder).orElseGet(() -> new Nowhere(open.memory()));
        return moving(
                Direction.DOWNLOAD,
                target,
                BenchFiles.DOWNLOADS,
                FilePath.ROOT,
                BenchFiles.of(pieces),
                new Engines(open).options());
    }

    /** The file server, if the profile names one; else the share. */
    FileSource server() {
        return open.settings()
                .find(Keys.HTTP_URL)
                .<FileSource>map(url -> open.patientFileServer(BaseUrl.parse(url.toString())))
                .orElseGet(open::patientStorage);
    }

    private Flux<TransferEvent> moving(
            Direction direction,
            Storage target,
            LocalDate day,
            FilePath below,
            LongFunction<Piece> pieces,
            TransferOptions options) {
        return Flux.defer(() -> {
            Gate gate = new Gate(bounds.time(), bounds.bytes());
            var items = BenchFiles.plan(below, day, pieces, gate);
            return new Engines(open)
                    .movingOnly()
                    .run(new TransferPlan(direction, Naming.PLAIN, false, target, items), options);
        });
    }

    private TransferOptions unhashed() {
        TransferOptions usual = new Engines(open).options();
        return new TransferOptions(
                usual.pace(),
                usual.tuning(),
                Set.of(),
                VerificationChoice.always(Verification.SIZE),
                usual.markBytes());
    }

    private void remember(TransferEvent event, List<Piece> uploaded) {
        if (event instanceof TransferEvent.Verified verified) {
            Location there = new Location(open.storage(), verified.file().target());
            uploaded.add(new Piece(
                    there, verified.file().size(), verified.checksums().stream().findFirst()));
        }
    }

    private interface Kind {
        Flux<TransferEvent> run(Calls calls);
    }

    private MeasuredRun measure(String way, Work work, Kind kind) {
        Limits limits = waiting.value(open.storage().limits()); // connected before the clock runs
        Calls calls = new Calls();
        RunRecorder moved = new RunRecorder();
        Instant at = Instant.now();
        ClientUsage.Start start = new ClientUsage.Start();
        Flux<TransferEvent> events = kind.run(calls)
                .takeUntil(event -> moved.failure().isPresent()) // a server that is gone would fail file after file
                .takeUntilOther(Mono.delay(bounds.longest()));
        waiting.each(events, moved::record);
        ClientUsage usage = start.end();
        long files = Math.max(1, moved.files());
        return new MeasuredRun(way, work, settings, at, moved, usage, calls.inARow(limits.writesInFlight()) / files);
    }
}
