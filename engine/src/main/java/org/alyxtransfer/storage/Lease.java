package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/** The right to write to a session's folder; ends with its process at the latest. */
@CheckReturnValue
public interface Lease {
    /** Gives the right back; a second call does nothing. */
    Mono<Void> release();
}
