package org.alyxtransfer.plan;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.SessionPath;
import reactor.core.publisher.Mono;

/**
 * Files that earlier runs of the same job have finished: they are neither compared nor hashed again, so that a job which
 * is continued near its end gets there at once.
 */
@FunctionalInterface
public interface DoneBefore {
    /** Nothing was done before. */
    DoneBefore NOTHING = session -> Mono.just(Map.of());

    /** The source's size and time when it was moved, and the content that was moved. */
    record Done(long size, Instant modified, Optional<Checksum> checksum) {}

    /** By path below the session's folder. */
    Mono<Map<FilePath, Done>> in(SessionPath session);
}
