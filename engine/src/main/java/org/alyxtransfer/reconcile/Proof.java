package org.alyxtransfer.reconcile;

import com.google.errorprone.annotations.CheckReturnValue;
import java.util.Optional;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.plan.ContentDigest;
import reactor.core.publisher.Mono;

/** Reads files to be sure of what they hold. */
@CheckReturnValue
final class Proof {
    private final ContentDigest digest;
    private final Algorithm usual;

    Proof(ContentDigest digest, Algorithm usual) {
        this.digest = digest;
        this.usual = usual;
    }

    /** The same file, or that its contents differ although its sizes did not. */
    Mono<ComparedFile> compare(ComparedFile file) {
        Optional<Checksum> known = file.dataset().flatMap(Dataset::checksum);
        boolean comparable = file.finding() == Finding.SAME || file.finding() == Finding.UNREGISTERED;
        if (!comparable
                || file.share().isEmpty()
                || (known.isEmpty() && file.disk().isEmpty())) {
            return Mono.just(file);
        }
        return share(file)
                .map(sum -> file)
                .onErrorResume(
                        Proof::isMismatch,
                        why -> Mono.just(file.as(Finding.DIFFERENT, String.valueOf(why.getMessage()))));
    }

    /**
     * The digest of what the share has, equal to those of Alyx and of this computer as far as they have the file. Fails with
     * {@code CORRUPT} when one of them is another.
     */
    Mono<Checksum> share(ComparedFile file) {
        Optional<Checksum> known = file.dataset().flatMap(Dataset::checksum);
        Algorithm algorithm = known.map(Checksum::algorithm).orElse(usual);
        Copy stored = file.share().orElseThrow();
        return digest.of(stored.at(), algorithm)
                .flatMap(sum -> known.isEmpty() || known.get().equals(sum)
                        ? Mono.just(sum)
                        : Mono.error(
                                mismatch(file, "reads with " + sum + " on the share where Alyx has " + known.get())))
                .flatMap(sum -> disk(file, sum));
    }

    private Mono<Checksum> disk(ComparedFile file, Checksum sum) {
        return Mono.justOrEmpty(file.disk())
                .flatMap(here -> digest.of(here.at(), sum.algorithm()))
                .flatMap(here -> here.equals(sum)
                        ? Mono.just(sum)
                        : Mono.<Checksum>error(
                                mismatch(file, "reads with " + here + " here where the share has " + sum)))
                .defaultIfEmpty(sum);
    }

    private static boolean isMismatch(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.CORRUPT;
    }

    private static TransferException mismatch(ComparedFile file, String how) {
        return new TransferException(Kind.CORRUPT, file.toString(), how);
    }
}
