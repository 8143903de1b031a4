package org.alyxtransfer.storage.jcifs;

import java.io.IOException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import jcifs.CIFSException;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Lease;
import org.alyxtransfer.storage.LeaseProofs;
import org.alyxtransfer.storage.ntstatus.NtFailures;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import reactor.core.publisher.Mono;

/**
 * A hidden file, open without sharing; the server deletes it when its handle or connection is gone. Its size is drawn by
 * lot, so that everybody can see by its name whose it is; taken again after a break as {@code SmbLease} is.
 */
final class JcifsLease implements Lease {
    static final String NAME = PREFIX + "transfer-lease";

    private static final Logger log = LoggerFactory.getLogger(JcifsLease.class);
    private static final int TRIES = 10;
    private static final long LONGEST_PAUSE = 2_000_000; // nanoseconds, times the tries: two that keep step get apart
    private static final int LARGEST_MARK = 1 << 16;

    private final Share share;
    private final FilePath folder;
    private final Runnable onTakenAgain;
    private final Handles handles;
    private final long mark = 1L + ThreadLocalRandom.current().nextInt(LARGEST_MARK);
    private final LeaseProofs proofs;
    private final AtomicBoolean released = new AtomicBoolean();

    private JcifsLease(Share share, FilePath folder, Handle held, Runnable onTakenAgain) {
        this.share = share;
        this.folder = folder;
        this.onTakenAgain = onTakenAgain;
        this.handles = new Handles(share.remote(folder.resolve(NAME)), Opening.EXCLUSIVE);
        this.proofs = new LeaseProofs(
                share.workers()
                        .run(share.where(folder), share.lanes()::isForLeases, this::isProven)
                        .then(),
                () -> handles.all().stream().anyMatch(Handle::isUsable));
        handles.keep(held);
    }

    /**
     * Takes it, blocking; folders are made if need be.
     *
     * @param onTakenAgain told when the lease was nobody's for a moment, so that others may have written to the folder
     */
    static JcifsLease take(Share share, Lane lane, FilePath folder, Runnable onTakenAgain) throws CIFSException {
        for (int i = 1; ; i++) {
            try {
                return takeNow(share, lane, folder, onTakenAgain);
            } catch (CIFSException e) {
                if (i == TRIES || !NtFailures.meansMissing(NtStatusCode.of(e))) { // else its last holder is closing it
                    throw e;
                }
                pause(i);
            }
        }
    }

    private static void pause(int tries) {
        LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(LONGEST_PAUSE * tries));
    }

    private static JcifsLease takeNow(Share share, Lane lane, FilePath folder, Runnable onTakenAgain)
            throws CIFSException {
        Handle held = share.openWithFolders(lane, folder.resolve(NAME), Opening.EXCLUSIVE);
        JcifsLease lease = new JcifsLease(share, folder, held, onTakenAgain);
        try {
            Calls.truncate(held, lease.mark);
            return lease;
        } catch (CIFSException | RuntimeException e) {
            lease.undo();
            throw e;
        }
    }

    /** Gives it up, blocking; never fails. */
    void undo() {
        released.set(true);
        handles.closeAll();
    }

    @Override
    public Mono<Void> confirm() {
        return proofs.confirm();
    }

    @Override
    public Mono<Void> release() {
        return Mono.defer(() -> {
                    released.set(true);
                    return share.close(folder, handles);
                })
                .onErrorComplete(); // a connection that broke has released it
    }

    /** True, or fails; by name and by handle: the file may be deleted while its handle stays open. */
    private boolean isProven(Lane lane) throws IOException {
        for (Handle held : handles.all()) {
            if (held.isUsable()) {
                try {
                    requireMark(held.lane());
                    Calls.truncate(held, mark);
                    return true;
                } catch (CIFSException e) {
                    if (NtFailures.meansMissing(NtStatusCode.of(e))) {
                        throw deleted();
                    }
                    log.debug("the handle of a lease", e);
                }
            }
        }
        return takenAgain(lane);
    }

    private boolean requireMark(Lane lane) throws CIFSException {
        if (Calls.stat(lane, share.remote(folder.resolve(NAME))).size() != mark) {
            throw lost("another client has taken it over");
        }
        return true;
    }

    /** Given back now: later smbd would delete whatever then has the name. */
    private TransferException deleted() {
        undo();
        return lost("somebody has deleted its file, " + NAME);
    }

    private boolean takenAgain(Lane lane) throws CIFSException {
        for (int i = 1; ; i++) {
            try {
                return takenAgainNow(lane);
            } catch (CIFSException e) {
                if (!NtFailures.meansMissing(NtStatusCode.of(e))) {
                    throw e;
                }
                if (i == TRIES) {
                    throw lost("its file, " + NAME + ", is being deleted, or its folder is gone");
                }
                pause(i);
            }
        }
    }

    private boolean takenAgainNow(Lane lane) throws CIFSException {
        Handle opened;
        try {
            opened = Calls.open(lane, share.remote(folder.resolve(NAME)), Opening.EXCLUSIVE);
        } catch (CIFSException e) {
            if (!NtFailures.meansMissing(NtStatusCode.of(e))
                    && Failures.working(e, share.where(folder)).kind() == Kind.BUSY) {
                return requireMark(lane); // the server may not have noticed that the old connection broke
            }
            throw e;
        }
        handles.closeAll();
        handles.keep(opened);
        if (!proofs.mayBeTakenAgain()) {
            undo();
            throw lost("it could not be confirmed for more than two minutes, as when a computer sleeps");
        }
        Calls.truncate(opened, mark);
        log.warn("{}: its lease went with a connection and was taken again", share.where(folder));
        onTakenAgain.run();
        if (released.get()) {
            handles.closeAll();
        }
        return true;
    }

    private TransferException lost(String why) {
        return Lease.lost(share.where(folder), why);
    }
}
