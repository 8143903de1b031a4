package org.alyxtransfer.storage.http;

import org.jspecify.annotations.Nullable;
import reactor.netty.Connection;

/**
 * Whether a request was cancelled, and the connection of its answer.
 *
 * <p>An answer that arrives at the moment of the cancel reaches nobody, and Reactor Netty would keep the first pieces of
 * its body for a reader that never comes; so whichever of the two happens last disposes of it.
 */
final class Abandoned {
    private boolean cancelled;
    private @Nullable Connection connection;

    synchronized void arrived(Connection answer) {
        connection = answer;
        disposeWhenBoth();
    }

    synchronized void cancel() {
        cancelled = true;
        disposeWhenBoth();
    }

    private void disposeWhenBoth() {
        if (cancelled && connection != null) {
            connection.dispose();
        }
    }
}
