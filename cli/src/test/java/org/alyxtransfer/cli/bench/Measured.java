package org.alyxtransfer.cli.bench;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.cli.result.ClientUsage;
import org.alyxtransfer.cli.result.Pauses;
import org.alyxtransfer.cli.result.RunRecorder;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.TransferEvent;
import org.alyxtransfer.storage.Storage.OnExisting;

/** Measurements that nobody took. */
final class Measured {
    private Measured() {}

    /** Of one second; no file was whole by then. */
    static MeasuredRun run(String way, String work, long bytes, TransferEvent... more) {
        RunRecorder moved = new RunRecorder();
        moved.record(new TransferEvent.Advanced(file(), bytes));
        List.of(more).forEach(moved::record);
        ClientUsage usage = new ClientUsage(1, 0.5, null, null, new Pauses(0, 0));
        return new MeasuredRun(way, Work.parse(work), Map.of(), Instant.EPOCH, moved, usage, 1);
    }

    static Judged judged(Mode mode, Stage bottleneck, MeasuredRun run) {
        return new Judged(mode, run, new Verdict(bottleneck, "so it is", List.of()));
    }

    private static ToMove file() {
        SessionPath session = new SessionPath(BenchFiles.SUBJECT, BenchFiles.UPLOADS, 1);
        FilePath path = FilePath.of("raw_bench_data_00/bench.data.000.bin");
        return new ToMove(
                session,
                DatasetPath.parse(path),
                List.of(),
                session.folder().resolve(path),
                1 << 20,
                Instant.EPOCH,
                Optional.empty(),
                Optional.empty(),
                true,
                OnExisting.FAIL);
    }
}
