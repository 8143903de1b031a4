package org.alyxtransfer.storage.jcifs;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jcifs.CIFSException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The handles of one file, at most one in each slot; any number of requests may be in flight on one, since each names its
 * offset. A handle whose lane has failed or was replaced is opened again on the lane at hand; the old one is closed once no
 * request is in flight on it.
 */
final class Handles {
    private static final Logger log = LoggerFactory.getLogger(Handles.class);

    private final String path;
    private final Opening again;
    private final Map<Integer, Handle> bySlot = new ConcurrentHashMap<>();
    private final Map<Handle, Integer> inFlight = new HashMap<>(); // this and the next: guarded by this object
    private final Set<Handle> replaced = new HashSet<>();
    private volatile boolean lost;

    /** What is done with a handle; blocks. */
    interface Use<T> {
        T with(Handle handle) throws CIFSException;
    }

    Handles(String path, Opening again) {
        this.path = path;
        this.again = again;
    }

    /** Keeps a handle and its lane. */
    synchronized void keep(Handle handle) {
        handle.lane().join();
        bySlot.put(handle.lane().slot(), handle);
    }

    /** Uses the handle on this lane, which stays open meanwhile; blocks, also while it is opened. */
    <T> T using(Lane lane, Use<T> use) throws CIFSException {
        Handle handle = begin(lane);
        try {
            return use.with(handle);
        } finally {
            end(handle);
        }
    }

    private synchronized Handle begin(Lane lane) throws CIFSException {
        Handle handle = on(lane);
        inFlight.merge(handle, 1, Integer::sum);
        return handle;
    }

    private Handle on(Lane lane) throws CIFSException {
        Handle known = bySlot.get(lane.slot());
        if (known != null && known.lane() == lane && known.isUsable()) {
            return known;
        }
        if (known != null) {
            replace(known);
        }
        Handle opened = Calls.open(lane, path, again);
        keep(opened);
        return opened;
    }

    private void replace(Handle old) {
        if (inFlight.containsKey(old)) {
            bySlot.remove(old.lane().slot(), old);
            replaced.add(old);
        } else {
            drop(old);
        }
    }

    private synchronized void end(Handle handle) {
        boolean unused = inFlight.computeIfPresent(handle, (same, users) -> users == 1 ? null : users - 1) == null;
        if (unused && replaced.remove(handle)) {
            close(handle);
            handle.lane().leave();
        }
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
        close(handle);
        closed(handle);
    }

    private void close(Handle handle) {
        if (!isClosedByServer(handle)) {
            lost = true;
        }
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
