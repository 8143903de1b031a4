package org.alyxtransfer.storage.jcifs;

import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import jcifs.CIFSException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handles of one file, at most one in each slot; any number of requests may be in flight on one, since each names its
 * offset. A handle whose lane has failed or was replaced is opened again on the lane at hand.
 */
final class Handles {
    private static final Logger log = LoggerFactory.getLogger(Handles.class);

    private final String path;
    private final Opening again;
    private final Map<Integer, Handle> bySlot = new ConcurrentHashMap<>();
    private volatile boolean lost;

    Handles(String path, Opening again) {
        this.path = path;
        this.again = again;
    }

    /** Keeps a handle and its lane. */
    synchronized void keep(Handle handle) {
        handle.lane().join();
        bySlot.put(handle.lane().slot(), handle);
    }

    /** The handle on this lane; blocks while it is opened. */
    synchronized Handle on(Lane lane) throws CIFSException {
        Handle known = bySlot.get(lane.slot());
        if (known != null && known.lane() == lane && known.isUsable()) {
            return known;
        }
        if (known != null) {
            drop(known);
        }
        Handle opened = Calls.open(lane, path, again);
        keep(opened);
        return opened;
    }

    /** Closes all but the one on this lane; never fails. */
    void closeOthers(Lane lane) {
        for (Handle handle : all()) {
            if (handle.lane() != lane) {
                drop(handle);
            }
        }
    }

    /** Forgets a handle that is closed. */
    void closed(Handle handle) {
        if (bySlot.remove(handle.lane().slot(), handle)) {
            handle.lane().leave();
        }
    }

    /** Closes all, blocking; never fails. */
    void closeAll() {
        all().forEach(this::drop);
    }

    List<Handle> all() {
        return List.copyOf(bySlot.values());
    }

    /** Whether one of them went with its connection, and with it perhaps what was written; never waits. */
    boolean wereLost() {
        return lost || bySlot.values().stream().anyMatch(handle -> !handle.isUsable());
    }

    private void drop(Handle handle) {
        if (!isClosedByServer(handle)) {
            lost = true;
        }
        closed(handle);
    }

    private boolean isClosedByServer(Handle handle) {
        if (!handle.isUsable()) {
            return false;
        }
        try {
            Calls.close(handle);
            return true;
        } catch (CIFSException | RuntimeException e) {
            log.debug("closing a handle of {}", path, e);
            return false;
        }
    }
}
