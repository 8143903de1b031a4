package org.alyxtransfer.storage.jcifs;

import java.util.function.IntPredicate;
import jcifs.CIFSException;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.storage.StagedFile;
import org.alyxtransfer.storage.Storage.OnExisting;
import org.alyxtransfer.storage.ntstatus.NtFailures;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/** What the files of one share have in common: settings, lanes, workers, and the steps on names. */
record Share(JcifsSettings settings, Lanes lanes, Workers workers) {
    static Share of(JcifsSettings settings) {
        Lanes lanes = new Lanes(settings);
        return new Share(settings, lanes, new Workers(settings, lanes));
    }

    /** Runs work on any everyday lane. */
    <T> Mono<T> run(FilePath path, Work<T> work) {
        return workers.run(where(path), lanes::isEveryday, work);
    }

    /** Closes handles where they are: a lane that had to be connected for it might not be had. */
    Mono<Void> close(FilePath path, Handles handles) {
        return Mono.defer(() -> {
            if (handles.all().stream().noneMatch(Handle::isUsable)) {
                handles.closeAll(); // nothing to say to a server that is gone
                return Mono.empty();
            }
            return workers.runWithoutLane(where(path), handles::closeAll);
        });
    }

    /** The slots that a file of this size is spread over, starting with its home. */
    IntPredicate spread(int home, long size) {
        long handles = Math.min(settings.lanes(), 1 + size / settings.bytesPerHandle());
        return slot ->
                slot == home || (lanes.isEveryday(slot) && Math.floorMod(slot - home, settings.lanes()) < handles);
    }

    String where(FilePath path) {
        return path.isRoot() ? settings.name() : path.value();
    }

    /** The path as the server wants it, below the base folder. */
    String remote(FilePath path) {
        return settings.base().resolve(path).value().replace('/', '\\');
    }

    @Nullable
    RemoteAttributes statOrNull(Lane lane, FilePath path) throws CIFSException {
        try {
            return Calls.stat(lane, remote(path));
        } catch (CIFSException e) {
            if (NtFailures.meansMissing(NtStatusCode.of(e))) {
                return null;
            }
            throw e;
        }
    }

    /** Opens a file, and makes the folders above it when they are missing. */
    Handle openWithFolders(Lane lane, FilePath path, Opening how) throws CIFSException {
        return withFolders(lane, path, () -> Calls.open(lane, remote(path), how));
    }

    /** Tries, makes the folders above the path when they are missing, and tries again. */
    <T> T withFolders(Lane lane, FilePath path, Creation<T> creation) throws CIFSException {
        try {
            return creation.attempt();
        } catch (CIFSException e) {
            if (NtStatusCode.of(e) != NtStatus.OBJECT_PATH_NOT_FOUND || path.isRoot()) {
                throw e;
            }
            makeFolders(lane, path.parent());
            return creation.attempt();
        }
    }

    void makeFolders(Lane lane, FilePath folder) throws CIFSException {
        FilePath whole = settings.base().resolve(folder);
        if (!whole.isRoot()) {
            makeFoldersOfShare(lane, whole);
        }
    }

    private void makeFoldersOfShare(Lane lane, FilePath folder) throws CIFSException {
        String name = folder.value().replace('/', '\\');
        try {
            Calls.makeFolder(lane, name);
        } catch (CIFSException e) {
            if (NtStatusCode.of(e) != NtStatus.OBJECT_PATH_NOT_FOUND
                    || folder.parent().isRoot()) {
                throw e;
            }
            makeFoldersOfShare(lane, folder.parent());
            Calls.makeFolder(lane, name);
        }
    }

    /** Renames; a repetition after an answer that was lost counts as done. */
    void publish(Lane lane, StagedFile staged, FilePath target, OnExisting onExisting) throws CIFSException {
        boolean replace = onExisting == OnExisting.REPLACE;
        try {
            Calls.rename(lane, remote(staged.path()), remote(target), replace);
        } catch (CIFSException e) {
            if (!NtFailures.meansMissing(NtStatusCode.of(e))) {
                throw e;
            }
            if (statOrNull(lane, staged.path()) == null) {
                requirePublished(lane, staged, target);
            } else {
                makeFolders(lane, target.parent());
                Calls.rename(lane, remote(staged.path()), remote(target), replace);
            }
        }
    }

    private void requirePublished(Lane lane, StagedFile staged, FilePath target) throws CIFSException {
        RemoteAttributes there = statOrNull(lane, target);
        if (there == null || !there.at(target).isFile() || there.size() != staged.size()) {
            throw new TransferException(
                    Kind.NOT_FOUND,
                    where(target),
                    "its staging file " + staged.path() + " is gone, and nothing of its size is published");
        }
    }

    /** A step that fails when the folders above a file are missing. */
    @FunctionalInterface
    interface Creation<T> {
        T attempt() throws CIFSException;
    }
}
