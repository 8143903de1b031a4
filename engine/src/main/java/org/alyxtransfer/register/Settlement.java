package org.alyxtransfer.register;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.alyxtransfer.alyx.AlyxClient;
import org.alyxtransfer.alyx.Dataset;
import org.alyxtransfer.alyx.DatasetQuery;
import org.alyxtransfer.dataset.SessionPath;
import org.alyxtransfer.dataset.TransferException;
import reactor.core.publisher.Mono;

/** Finds out which files of a batch Alyx has, when its answer was lost. */
final class Settlement {
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(5);

    private final AlyxClient alyx;
    private final RegistrarSettings settings;

    Settlement(AlyxClient alyx, RegistrarSettings settings) {
        this.alyx = alyx;
        this.settings = settings;
    }

    /** The files that are registered with the very content that was sent, and in this repository. */
    Mono<Map<VerifiedFile, Dataset>> found(SessionPath session, List<VerifiedFile> files) {
        DatasetQuery query = DatasetQuery.any()
                .subject(session.subject())
                .date(session.date())
                .number(session.number());
        return alyx.datasets(query)
                .collect(HashMap<VerifiedFile, Dataset>::new, (found, dataset) -> files.stream()
                        .filter(file -> isSame(file, dataset) && isRecorded(dataset))
                        .forEach(file -> found.put(file, dataset)))
                .map(found -> found);
    }

    /**
     * Asks until all files are there, or the server has certainly given up the request. Questions that fail are asked
     * again until then.
     */
    Mono<Map<VerifiedFile, Dataset>> await(SessionPath session, List<VerifiedFile> files, Instant since) {
        Instant deadline = since.plus(settings.serverTimeout());
        return Mono.defer(() -> found(session, files))
                .onErrorResume(TransferException::isTemporaryFailure, failure -> Mono.just(Map.of()))
                .filter(found -> found.size() == files.size() || !Instant.now().isBefore(deadline))
                .repeatWhenEmpty(tries -> tries.concatMap(count -> Mono.delay(pause(count)), 1));
    }

    private Duration pause(long count) {
        Duration grown = settings.firstPause().multipliedBy(count + 1);
        return grown.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : grown;
    }

    private boolean isRecorded(Dataset dataset) {
        return dataset.records().stream().anyMatch(record -> record.repository().equals(settings.repository()));
    }

    private static boolean isSame(VerifiedFile file, Dataset dataset) {
        return dataset.name().equals(file.file().dataset().filename())
                && dataset.collection().equals(file.file().dataset().collection())
                && dataset.revision().equals(file.file().dataset().revision())
                && dataset.checksum().filter(file.checksums()::contains).isPresent();
    }
}
