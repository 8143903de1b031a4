package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Socket;
import java.util.Optional;
import jcifs.SmbTransport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The socket inside a jcifs-ng connection, reached by reflection.
 *
 * <p>jcifs-ng 2.1.10 reads a setting for TCP_NODELAY and never applies it, and its own disconnect waits for locks that a
 * thread stuck in a write holds. Where the field cannot be reached, both are done without.
 */
record LaneSocket(Socket socket) {
    private static final Logger log = LoggerFactory.getLogger(LaneSocket.class);
    private static final String FIELD = "socket"; // of jcifs.smb.SmbTransportImpl

    static Optional<LaneSocket> of(SmbTransport transport) {
        try {
            Field field = transport.getClass().getDeclaredField(FIELD);
            field.setAccessible(true);
            return field.get(transport) instanceof Socket socket
                    ? Optional.of(new LaneSocket(socket))
                    : Optional.empty();
        } catch (ReflectiveOperationException | RuntimeException e) {
            log.debug("the socket of a lane is out of reach", e);
            return Optional.empty();
        }
    }

    /** Small requests no longer wait for the answer to earlier ones. */
    void sendAtOnce() {
        try {
            socket.setTcpNoDelay(true);
        } catch (IOException e) {
            log.debug("TCP_NODELAY", e);
        }
    }

    /** Wakes whoever reads from or writes to it. */
    void cut() {
        try {
            socket.close();
        } catch (IOException e) {
            log.debug("cutting a socket", e);
        }
    }
}
