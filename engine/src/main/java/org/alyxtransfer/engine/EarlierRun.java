package org.alyxtransfer.engine;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.KeptBytes;
import org.alyxtransfer.copy.KeptBytes.Proof;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.journal.FileKey;
import org.alyxtransfer.journal.FileProgress;
import org.alyxtransfer.plan.Direction;
import org.alyxtransfer.plan.Naming;
import org.alyxtransfer.plan.PlannedFile.ToMove;
import org.alyxtransfer.plan.Step;
import org.alyxtransfer.plan.TransferPlan;
import org.alyxtransfer.register.VerifiedFile;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.Storage;
import reactor.core.publisher.Mono;

/**
 * What an earlier run of the job left of one session, and what of it can be gone on with.
 *
 * <p>Only what is planned alike counts: the same source (size and time), the same target, the digest that is expected. Where
 * the destination's flush promises little, staged bytes are hashed again before they are believed in.
 */
final class EarlierRun {
    private static final Duration SAME =
            Duration.ofNanos(1_000); // SMB says a tenth of it; what keeps less is read back

    private final Map<FileKey, FileProgress> files;
    private final TransferPlan plan;
    private final Limits limits;
    private final FileCopy copy;

    EarlierRun(Collection<FileProgress> files, TransferPlan plan, Limits limits, FileCopy copy) {
        this.files = files.stream().collect(Collectors.toMap(FileProgress::file, Function.identity()));
        this.plan = plan;
        this.limits = limits;
        this.copy = copy;
    }

    Optional<FileProgress> of(FileKey file) {
        return Optional.ofNullable(files.get(file));
    }

    /** When the file was last sent to Alyx, by a request that may still run, whatever the content was. */
    Optional<Instant> sent(ToMove file) {
        return of(FileMover.key(file)).flatMap(FileProgress::sent);
    }

    /** The staged bytes that need not be sent again; empty when there are none. */
    Optional<KeptBytes> kept(ToMove file, FilePath staging) {
        return alike(file, staging)
                .filter(progress -> progress.step() == Step.STARTED)
                .flatMap(FileProgress::reached)
                .map(reached -> new KeptBytes(reached.bytes(), reached.prefix(), reached.beginning(), proof()));
    }

    private Proof proof() {
        if (plan.direction() == Direction.DOWNLOAD) {
            return Proof.DESTINATION;
        }
        return limits.flush() == Limits.Flush.DURABLE ? Proof.SOURCE : Proof.BOTH;
    }

    /** The file when all its bytes are at the destination already; else empty. */
    Mono<VerifiedFile> whole(ToMove file, FilePath staging) {
        return Mono.justOrEmpty(alike(file, staging).filter(FileProgress::isWhole))
                .filterWhen(progress -> believed(file, progress).hasElement())
                .map(progress -> new VerifiedFile(
                        file, progress.staged(), progress.checksums(), progress.sent(), registered(file, progress)));
    }

    /** A record that Alyx does not show any more is made again. */
    private static Optional<UUID> registered(ToMove file, FileProgress progress) {
        boolean shown = file.sources().isEmpty() || file.datasetId().equals(progress.datasetId());
        return progress.datasetId().filter(id -> shown && progress.step() != Step.REGISTERING);
    }

    private Optional<FileProgress> alike(ToMove file, FilePath staging) {
        return of(FileMover.key(file))
                .filter(progress -> progress.staging().equals(staging)
                        && progress.target().equals(file.target())
                        && progress.size() == file.size()
                        && progress.modified().equals(file.modified())
                        && (progress.checksums().isEmpty()
                                || file.expected()
                                        .map(progress.checksums()::contains)
                                        .orElse(true)));
    }

    /** Completes with the place where the bytes are; empty when they are not, or are others. */
    private Mono<FilePath> believed(ToMove file, FileProgress progress) {
        return at(progress.staging(), progress).switchIfEmpty(Mono.defer(() -> publishedAlready(file, progress)));
    }

    /** A run that ended between the renaming and its note left the file under its name. */
    private Mono<FilePath> publishedAlready(ToMove file, FileProgress progress) {
        return Mono.justOrEmpty(name(file, progress)).flatMap(name -> at(name, progress));
    }

    /** The name that it may have been given; none before its dataset's id is known, where that is part of it. */
    private Optional<FilePath> name(ToMove file, FileProgress progress) {
        boolean withoutId = plan.direction() == Direction.DOWNLOAD || !plan.registers();
        return withoutId || plan.naming() == Naming.PLAIN
                ? Optional.of(file.target())
                : progress.datasetId().map(id -> plan.naming().registered(file.target(), id));
    }

    private Mono<FilePath> at(FilePath place, FileProgress progress) {
        Storage destination = plan.destination();
        return destination
                .stat(place)
                .filter(there -> there.isFile() && there.size() == progress.size())
                .filterWhen(there -> isRight(there, progress))
                .map(FileStat::path);
    }

    /** As it was set when the file was closed; another client may have staged another file under this name since. */
    private static boolean isOfThatTime(FileStat there, FileProgress progress) {
        return Duration.between(there.modified(), progress.modified()).abs().compareTo(SAME) <= 0;
    }

    private Mono<Boolean> isRight(FileStat there, FileProgress progress) {
        boolean flushed = limits.flush() == Limits.Flush.DURABLE && there.path().equals(progress.staging());
        if (flushed && isOfThatTime(there, progress)) {
            return Mono.just(true);
        }
        Set<Checksum> sums = progress.checksums();
        return sums.isEmpty()
                ? Mono.just(false)
                : copy.digest(
                                plan.destination(),
                                there.path(),
                                sums.iterator().next().algorithm())
                        .map(sums::contains);
    }
}
