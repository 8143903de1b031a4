package org.alyxtransfer.engine;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.DatasetPath;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.storage.Storage.OnExisting;

/** Planned files for tests that need one and no more. */
final class FileToMove {
    private FileToMove() {}

    static ToMove sized(long bytes) {
        return file("alf/spikes.times.npy", bytes, Optional.empty());
    }

    static ToMove file(String relative, long bytes, Optional<Checksum> expected) {
        DatasetPath dataset = DatasetPath.parse(FilePath.of(relative));
        return new ToMove(
                LabFixture.SESSION,
                dataset,
                List.of(),
                LabFixture.SESSION.folder().resolve(dataset.relative()),
                bytes,
                Instant.EPOCH,
                expected,
                Optional.empty(),
                true,
                OnExisting.FAIL);
    }
}
