package org.alyxtransfer.copy;

import java.util.EnumSet;
import java.util.Optional;
import org.alyxtransfer.copy.KeptBytes.Proof;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.Start;
import reactor.core.publisher.Mono;

/**
 * Hashes again what an earlier attempt has staged: a digest of half a run is never trusted.
 *
 * <p>Done before the staging file is opened, as a file that waits for memory while it holds some could wait for ever.
 */
final class KeptPart {
    private final Storage destination;
    private final CopyRequest request;
    private final Limits limits;
    private final FileDigest reader;
    private final Hashing hashing;

    KeptPart(Storage destination, CopyRequest request, Limits limits, MemoryBudget budget, Hashing hashing) {
        this.destination = destination;
        this.request = request;
        this.limits = limits;
        this.reader = new FileDigest(budget, hashing);
        this.hashing = hashing;
    }

    /**
     * Adds the kept bytes to the digests. Fails with {@code CORRUPT} when they are not those that were staged, which a
     * fresh copy mends.
     */
    Mono<Void> prove(SourceFile source, StagingTarget target, Digests digests) {
        if (request.start() == Start.FRESH) {
            return Mono.empty();
        }
        return request.kept().map(kept -> prove(kept, source, target, digests)).orElseGet(() -> destination
                .stat(target.path())
                .filter(there -> there.size() > 0 && there.size() <= target.size())
                .flatMap(there -> read(target, there.size(), there.size(), digests)));
    }

    private Mono<Void> prove(KeptBytes kept, SourceFile source, StagingTarget target, Digests digests) {
        if (kept.proof() == Proof.DESTINATION) {
            return staged(kept, target, digests).then(compare(kept, digests));
        }
        Mono<Void> atSource = reader.addRange(source, 0, kept.bytes(), digests).then(compare(kept, digests));
        return kept.isBelievedUnread(limits) ? atSource : atSource.then(provedAtDestination(kept, target));
    }

    private Mono<Void> provedAtDestination(KeptBytes kept, StagingTarget target) {
        return Mono.using(
                () -> new Digests(EnumSet.of(kept.prefix().algorithm()), hashing),
                apart -> staged(kept, target, apart).then(compare(kept, apart)),
                Digests::close);
    }

    private Mono<Void> staged(KeptBytes kept, StagingTarget target, Digests digests) {
        return destination
                .stat(target.path())
                .filter(there -> there.size() >= kept.bytes() && there.size() <= target.size())
                .switchIfEmpty(Mono.error(() -> wrong("are not there any more")))
                .flatMap(there -> read(target, there.size(), kept.bytes(), digests));
    }

    private Mono<Void> read(StagingTarget target, long size, long to, Digests digests) {
        return Mono.usingWhen(
                destination.openForReadBack(new StagedFile(target.path(), size)),
                file -> reader.addRange(file, 0, to, digests),
                SourceFile::close);
    }

    private Mono<Void> compare(KeptBytes kept, Digests digests) {
        return digests.soFar()
                .filter(Optional.of(kept.prefix())::equals)
                .switchIfEmpty(Mono.error(() -> wrong("are not those of the earlier run")))
                .then();
    }

    private TransferException wrong(String how) {
        return new TransferException(
                Kind.CORRUPT, request.staging().value(), "bytes that an earlier run had staged " + how);
    }
}
