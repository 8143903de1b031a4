package org.alyxtransfer.engine;

import java.util.Set;
import org.alyxtransfer.copy.FileDigest;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.plan.ContentDigest;
import org.alyxtransfer.plan.Location;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Scheduler;

/** Hashes files for the planners, with the engine's memory and CPU lanes. */
public final class StorageDigest implements ContentDigest {
    private final FileDigest digest;

    public StorageDigest(MemoryBudget budget, Scheduler cpu) {
        this.digest = new FileDigest(budget, cpu);
    }

    @Override
    public Mono<Checksum> of(Location file, Algorithm algorithm) {
        return Mono.usingWhen(
                file.source().open(file.path()),
                open -> digest.of(open, Set.of(algorithm))
                        .map(sums -> sums.iterator().next()),
                SourceFile::close);
    }
}
