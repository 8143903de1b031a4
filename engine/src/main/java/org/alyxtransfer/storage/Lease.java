package org.alyxtransfer.storage;

import com.google.errorprone.annotations.CheckReturnValue;
import reactor.core.publisher.Mono;

/** The right to write to a session's folder; ends with its process at the latest. */
@CheckReturnValue
public interface Lease {
    /** What the names of the files begin with that leases are kept in. */
    String PREFIX = ".alyx-";

    /** Whether a file of that name belongs to a lease, not to its session. */
    static boolean isFileOf(String name) {
        return name.startsWith(PREFIX);
    }

    /** Gives the right back; a second call does nothing. */
    Mono<Void> release();
}
