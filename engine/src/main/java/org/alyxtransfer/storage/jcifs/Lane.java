package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import jcifs.Address;
import jcifs.CIFSContext;
import jcifs.CIFSException;
import jcifs.Configuration;
import jcifs.SmbSession;
import jcifs.SmbTransport;
import jcifs.SmbTree;
import jcifs.context.BaseContext;
import jcifs.internal.Request;
import jcifs.internal.smb2.ServerMessageBlock2Response;
import jcifs.smb.NtlmPasswordAuthenticator;
import jcifs.smb.RequestParam;
import jcifs.smb.SmbSessionInternal;
import jcifs.smb.SmbTransportInternal;
import jcifs.smb.SmbTreeInternal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to the share: a jcifs-ng context of its own, with one socket, one session and one tree.
 *
 * <p>Any number of threads may send at once; each waits for its own answer. A lane that failed is thrown away as a whole
 * ({@link #kill}); a lane that is merely old is retired and logs off when its last user has left.
 */
final class Lane {
    private static final Logger log = LoggerFactory.getLogger(Lane.class);

    private final int slot;
    private final CIFSContext context;
    private final SmbTransport transport;
    private final SmbSession session;
    private final SmbTree tree;
    private final SmbTreeInternal wire;
    private final String uncPrefix;
    private final long bornNanos = System.nanoTime();
    private final AtomicLong operations = new AtomicLong();
    private final AtomicInteger users = new AtomicInteger();
    private final AtomicBoolean closed = new AtomicBoolean();
    private volatile boolean retired;
    private volatile boolean dead;
    private volatile boolean signed;

    private Lane(
            int slot, String uncPrefix, CIFSContext context, SmbTransport transport, SmbSession session, SmbTree tree) {
        this.slot = slot;
        this.uncPrefix = uncPrefix;
        this.context = context;
        this.transport = transport;
        this.session = session;
        this.tree = tree;
        this.wire = tree.unwrap(SmbTreeInternal.class);
    }

    /** Connects and authenticates; leaves no socket behind when that fails. */
    static Lane open(int slot, JcifsSettings settings, LaneConfiguration configuration) throws IOException {
        CIFSContext root = new BaseContext(configuration);
        boolean open = false;
        try {
            CIFSContext context = root.withCredentials(new NtlmPasswordAuthenticator(
                    settings.domain(),
                    settings.user(),
                    new String(settings.password().get())));
            SmbTransport transport = connected(context, settings);
            LaneSocket.of(transport).ifPresent(LaneSocket::sendAtOnce);
            Lane lane = authenticated(slot, settings, context, transport);
            open = true;
            return lane;
        } finally {
            if (!open) {
                closeQuietly(root);
            }
        }
    }

    /** A TCP connection to the first of the host's addresses that takes one. */
    private static SmbTransport connected(CIFSContext context, JcifsSettings settings) throws IOException {
        IOException last = new UnknownHostException(settings.host());
        for (Address address : context.getNameServiceClient().getAllByName(settings.host(), true)) {
            SmbTransport transport = context.getTransportPool()
                    .getSmbTransport(context, address, settings.port(), false, settings.signing() == Signing.REQUIRED);
            try {
                transport.unwrap(SmbTransportInternal.class).ensureConnected();
                return transport;
            } catch (IOException e) {
                LaneSocket.of(transport).ifPresent(LaneSocket::cut); // jcifs-ng leaves it open
                last = e;
            }
        }
        throw last;
    }

    private static Lane authenticated(int slot, JcifsSettings settings, CIFSContext context, SmbTransport transport)
            throws IOException {
        SmbTransportInternal connection = transport.unwrap(SmbTransportInternal.class);
        SmbSession session = connection.getSmbSession(context, settings.host(), null);
        SmbTree tree = session.unwrap(SmbSessionInternal.class).getSmbTree(settings.share(), null);
        String unc = "\\" + settings.host() + "\\" + settings.share() + "\\";
        Lane lane = new Lane(slot, unc, context, transport, session, tree);
        lane.signed = Calls.probe(lane);
        if (lane.signed && settings.signing() == Signing.OFF && !connection.isSigningEnforced()) {
            LaneSigning.stop(session);
            lane.signed = Calls.probe(lane);
        }
        return lane;
    }

    int slot() {
        return slot;
    }

    /** Whether messages on this lane are signed, as the server's answers showed. */
    boolean isSigned() {
        return signed;
    }

    /** What the server chose to speak; empty when jcifs-ng does not tell. */
    Optional<Dialect> dialect() {
        return LaneDialect.of(transport);
    }

    Configuration configuration() {
        return context.getConfig();
    }

    /** What a share in a DFS namespace wants in front of a path. */
    String uncPrefix() {
        return uncPrefix;
    }

    /** Sends and waits; never tries again. */
    <T extends ServerMessageBlock2Response> T send(Request<T> request) throws CIFSException {
        operations.incrementAndGet();
        return wire.send(request, RequestParam.NO_RETRY);
    }

    boolean isUsable() {
        return !dead
                && !closed.get()
                && !transport.unwrap(SmbTransportInternal.class).isDisconnected();
    }

    boolean isClosed() {
        return closed.get();
    }

    boolean isOld(JcifsSettings settings) {
        return operations.get() >= settings.laneOperations()
                || System.nanoTime() - bornNanos >= settings.laneAge().toNanos();
    }

    /** Keeps a retired lane open, for an operation or an open handle; {@link #leave} ends it. */
    void join() {
        users.incrementAndGet();
    }

    void leave() {
        if (users.decrementAndGet() == 0 && retired) {
            close();
        }
    }

    /** No new users; logs off once the last one has left. */
    void retire() {
        retired = true;
        if (users.get() == 0) {
            close();
        }
    }

    /** Cuts the connection; whoever waits for an answer fails soon. May block for a while when the socket is out of reach. */
    void kill() {
        dead = true;
        LaneSocket.of(transport).ifPresent(LaneSocket::cut);
        try {
            transport.unwrap(SmbTransportInternal.class).disconnect(true, true);
        } catch (IOException | RuntimeException e) {
            log.debug("cutting lane {}", slot, e);
        }
        close();
    }

    void close() {
        if (!closed.compareAndSet(false, true)) {
            return;
        }
        for (AutoCloseable part : new AutoCloseable[] {tree, session, transport}) {
            try {
                part.close();
            } catch (Exception e) { // AutoCloseable declares it; nothing depends on these counters any more
                log.debug("leaving lane {}", slot, e);
            }
        }
        closeQuietly(context);
    }

    private static void closeQuietly(CIFSContext context) {
        try {
            context.close();
        } catch (CIFSException | RuntimeException e) {
            log.debug("closing a lane's context", e);
        }
    }
}
