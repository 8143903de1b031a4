package org.alyxtransfer.cli.bench;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongFunction;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.plan.PlanItem;
import org.alyxtransfer.plan.PlannedFile;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.PlannedSession;
import org.alyxtransfer.storage.Storage.OnExisting;
import reactor.core.publisher.Flux;

/** The plans of measurements: made-up sessions of made-up files below one folder, as many as a gate lets in. */
final class BenchFiles {
    /** The only folder that anything is written to and removed from. */
    static final String SUBJECT = "alyx-transfer-bench";

    static final LocalDate UPLOADS = LocalDate.of(2000, 1, 1);
    static final LocalDate DOWNLOADS = LocalDate.of(2000, 1, 2);
    /** Uploads beside downloads of those that are there already. */
    static final LocalDate MORE_UPLOADS = LocalDate.of(2000, 1, 3);

    private static final int FILES_PER_SESSION = 1000;
    private static final int FILES_PER_FOLDER = 100; // more would measure how the server searches folders
    private static final int SESSIONS = 999;

    private BenchFiles() {}

    /** What one file of a measurement is made of. */
    record Piece(Location source, long size, Optional<Checksum> expected) {}

    /** Files {@code 0, 1, 2, …} of the pieces, until the gate closes. */
    static Flux<PlanItem> plan(FilePath at, LocalDate day, LongFunction<Piece> pieces, Gate gate) {
        AtomicLong next = new AtomicLong();
        return Flux.range(1, SESSIONS).map(number -> {
            SessionPath session = new SessionPath(SUBJECT, day, number);
            return new PlannedSession(
                    session, at.resolve(session.folder()), false, files(at, session, pieces, gate, next));
        });
    }

    private static Flux<PlannedFile> files(
            FilePath at, SessionPath session, LongFunction<Piece> pieces, Gate gate, AtomicLong next) {
        return Flux.generate(() -> 0, (made, sink) -> {
            Piece piece = pieces.apply(next.get());
            if (made == FILES_PER_SESSION || !gate.admits(piece.size())) {
                sink.complete();
            } else {
                next.incrementAndGet();
                sink.next(file(at, session, made, piece));
            }
            return made + 1;
        });
    }

    private static PlannedFile file(FilePath at, SessionPath session, int index, Piece piece) {
        FilePath relative = FilePath.of(
                String.format(Locale.ROOT, "raw_bench_data_%02d/bench.data.%03d.bin", index / FILES_PER_FOLDER, index));
        return new ToMove(
                session,
                DatasetPath.parse(relative),
                List.of(piece.source()),
                at.resolve(session.folder()).resolve(relative),
                piece.size(),
                Instant.EPOCH,
                piece.expected(),
                Optional.empty(),
                true,
                OnExisting.FAIL);
    }

    /** Files made up in memory. */
    static LongFunction<Piece> inMemory(Work work) {
        return index -> {
            long size = work.size(index);
            FilePath path = FilePath.of("made-up-" + index);
            return new Piece(new Location(new MadeUpFile(size), path), size, Optional.empty());
        };
    }

    /** Files that are somewhere, one after the other and from the beginning again. */
    static LongFunction<Piece> of(List<Piece> pieces) {
        return index -> pieces.get((int) (index % pieces.size()));
    }
}
