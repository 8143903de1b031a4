package org.alyxtransfer.plan;

import org.alyxtransfer.dataset.Checksum;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import reactor.core.publisher.Mono;

/** Reads a file to tell whether it is the one that is known already. */
@FunctionalInterface
public interface ContentDigest {
    /** The digest of all its bytes. */
    Mono<Checksum> of(Location file, Algorithm algorithm);
}
