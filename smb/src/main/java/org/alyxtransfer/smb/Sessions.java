package org.alyxtransfer.smb;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.alyxtransfer.smb.wire.Connection;

/**
 * By which numbers the server knows the sessions of one client. A server that was started anew may give a number of before to
 * another session, which nobody must end then.
 */
final class Sessions {
    private final Map<Long, Connection> known = new ConcurrentHashMap<>();

    void began(long number, Connection connection) {
        known.values().removeIf(other -> !other.isOpen());
        known.put(number, connection);
    }

    boolean isOpen(long number) {
        Connection connection = known.get(number);
        return connection != null && connection.isOpen();
    }
}
