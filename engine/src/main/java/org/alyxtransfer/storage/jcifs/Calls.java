package org.alyxtransfer.storage.jcifs;

import java.util.List;
import jcifs.CIFSException;
import jcifs.SmbConstants;
import jcifs.internal.AllocInfo;
import jcifs.internal.fscc.FileBasicInfo;
import jcifs.internal.fscc.FileEndOfFileInformation;
import jcifs.internal.fscc.FileInformation;
import jcifs.internal.fscc.FileRenameInformation2;
import jcifs.internal.fscc.FileSystemInformation;
import jcifs.internal.smb2.ServerMessageBlock2Request;
import jcifs.internal.smb2.ServerMessageBlock2Response;
import jcifs.internal.smb2.Smb2Constants;
import jcifs.internal.smb2.create.Smb2CloseRequest;
import jcifs.internal.smb2.create.Smb2CloseResponse;
import jcifs.internal.smb2.create.Smb2CreateRequest;
import jcifs.internal.smb2.create.Smb2CreateResponse;
import jcifs.internal.smb2.info.Smb2QueryDirectoryRequest;
import jcifs.internal.smb2.info.Smb2QueryInfoRequest;
import jcifs.internal.smb2.info.Smb2SetInfoRequest;
import jcifs.internal.smb2.io.Smb2ReadRequest;
import jcifs.internal.smb2.io.Smb2WriteRequest;
import jcifs.smb.FileEntry;
import jcifs.smb.SmbException;
import jcifs.smb.SmbUnsupportedOperationException;
import org.alyxtransfer.smb.message.NtStatus;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SMB2 requests that a storage needs, one method each; every method blocks until the server has answered.
 *
 * <p>jcifs-ng's {@code SmbFile} asks the server up to nine times to create, time and rename one file. These send its
 * request classes over its tree instead, several in one message where that is safe; a message that makes a name visible
 * never carries a WRITE. Paths are relative to the share, with backslashes.
 */
final class Calls {
    private static final Logger log = LoggerFactory.getLogger(Calls.class);

    private Calls() {}

    /** Asks for the share's root; whether the answer was signed. */
    static boolean probe(Lane lane) throws CIFSException {
        Smb2CreateRequest create = Opening.STAT.request(lane, "");
        try {
            exchange(lane, create, close(lane));
        } catch (SmbException e) {
            throw create.getMid() == 0 ? e : new RootRefusedException(e); // 0: never sent, the share itself was refused
        }
        return answer(create).isSigned();
    }

    static RemoteAttributes stat(Lane lane, String path) throws CIFSException {
        Smb2CreateRequest create = Opening.STAT.request(lane, path);
        exchange(lane, create, close(lane));
        return RemoteAttributes.of(answer(create));
    }

    static Handle open(Lane lane, String path, Opening how) throws CIFSException {
        Smb2CreateResponse opened = lane.send(how.request(lane, path));
        return new Handle(lane, opened.getFileId(), RemoteAttributes.of(opened));
    }

    /** Creates, fills, times and closes a file of at most {@link Frames#COMPOUND_BYTES}, in one message. */
    static RemoteAttributes writeWhole(Lane lane, String path, byte[] bytes, int from, int length, long modifiedMillis)
            throws CIFSException {
        Smb2CreateRequest create = Opening.FRESH.request(lane, path);
        Smb2CloseRequest close = close(lane);
        if (length == 0) {
            exchange(lane, create, modified(lane, modifiedMillis), close);
        } else {
            Smb2WriteRequest write = new Smb2WriteRequest(lane.configuration(), Smb2Constants.UNSPECIFIED_FILEID);
            write.setData(bytes, from, length);
            exchange(lane, create, write, modified(lane, modifiedMillis), close);
            requireAll(write, length);
        }
        return RemoteAttributes.of(answer(close));
    }

    /** Writes the whole range, as many messages one after the other as it takes. */
    static void write(Handle handle, byte[] bytes, int from, int length, long offset) throws CIFSException {
        for (int done = 0; done < length; ) {
            int piece = Math.min(Frames.WRITE_BYTES, length - done);
            Smb2WriteRequest write = new Smb2WriteRequest(handle.lane().configuration(), handle.id());
            write.setData(bytes, from + done, piece);
            write.setOffset(offset + done);
            handle.lane().send(write);
            requireAll(write, piece);
            done += piece;
        }
    }

    /** Reads at most {@link Frames#WRITE_BYTES} into the buffer's start; 0 at the end of the file. */
    static int read(Handle handle, byte[] buffer, int length, long offset) throws CIFSException {
        Smb2ReadRequest read = new Smb2ReadRequest(handle.lane().configuration(), handle.id(), buffer, 0);
        read.setOffset(offset);
        read.setReadLength(Math.min(Frames.WRITE_BYTES, length));
        try {
            return handle.lane().send(read).getDataLength();
        } catch (CIFSException e) {
            if (NtStatusCode.of(e) == NtStatus.END_OF_FILE) {
                return 0;
            }
            throw e;
        }
    }

    /** Sets the time of creation, by which others see that the file was begun anew; where none is kept, nobody looks at it. */
    static void created(Handle handle, long createdMillis) throws CIFSException {
        Smb2SetInfoRequest time =
                set(handle, new FileBasicInfo(createdMillis, 0, 0, 0, 0)); // 0 leaves a field as it is
        // Or Samba keeps for good that a name with a dot in front is hidden.
        time.chain(set(handle, new FileBasicInfo(0, 0, 0, 0, SmbConstants.ATTR_ARCHIVE)));
        try {
            handle.lane().send(time);
        } catch (CIFSException e) {
            if (!isUnsupported(e)) {
                throw e;
            }
        }
    }

    /** jcifs-ng tells of NOT_SUPPORTED without its number. */
    private static boolean isUnsupported(CIFSException failure) {
        return failure instanceof SmbUnsupportedOperationException || NtStatus.isUnsupported(NtStatusCode.of(failure));
    }

    private static Smb2SetInfoRequest set(Handle handle, FileInformation information) {
        Smb2SetInfoRequest set = new Smb2SetInfoRequest(handle.lane().configuration(), handle.id());
        set.setFileInformation(information);
        return set;
    }

    static void truncate(Handle handle, long size) throws CIFSException {
        handle.lane().send(set(handle, new FileEndOfFileInformation(size)));
    }

    static void close(Handle handle) throws CIFSException {
        handle.lane().send(new Smb2CloseRequest(handle.lane().configuration(), handle.id()));
    }

    /** Sets the time, closes, and tells what the server has by then. */
    static RemoteAttributes closeTimed(Handle handle, long modifiedMillis) throws CIFSException {
        Smb2SetInfoRequest set = modified(handle.lane(), modifiedMillis);
        set.setFileId(handle.id());
        Smb2CloseRequest close = close(handle.lane());
        close.setFileId(handle.id());
        set.chain(close);
        handle.lane().send(set);
        return RemoteAttributes.of(answer(close));
    }

    /** Renames in one step of the server; fails when the name is taken, unless it may be replaced. */
    static void rename(Lane lane, String from, String to, boolean replace) throws CIFSException {
        Smb2SetInfoRequest rename = new Smb2SetInfoRequest(lane.configuration());
        rename.setFileInformation(new FileRenameInformation2(to, replace));
        exchange(lane, Opening.RENAME.request(lane, from), rename, close(lane));
    }

    static void delete(Lane lane, String path) throws CIFSException {
        exchange(lane, Opening.DELETE.request(lane, path), close(lane));
    }

    /** Makes one folder; that it is there already is fine. */
    static void makeFolder(Lane lane, String path) throws CIFSException {
        exchange(lane, Opening.MAKE_FOLDER.request(lane, path), close(lane));
    }

    /** The next entries of an open folder; empty at the end. */
    static List<FileEntry> entries(Handle folder) throws CIFSException {
        Smb2QueryDirectoryRequest query =
                new Smb2QueryDirectoryRequest(folder.lane().configuration(), folder.id());
        query.setFileName("*");
        FileEntry[] found = folder.lane().send(query).getResults();
        return found == null ? List.of() : List.of(found);
    }

    static long freeBytes(Lane lane, String path) throws CIFSException {
        Smb2QueryInfoRequest query = new Smb2QueryInfoRequest(lane.configuration());
        query.setFilesystemInfoClass(FileSystemInformation.FS_SIZE_INFO);
        exchange(lane, Opening.STAT.request(lane, path), query, close(lane));
        return answer(query).getInfo(AllocInfo.class).getFree();
    }

    /** Sends a compound that opens a file, works on it, and closes it; the handle is closed whatever fails. */
    private static void exchange(Lane lane, Smb2CreateRequest create, ServerMessageBlock2Request<?>... rest)
            throws CIFSException {
        for (ServerMessageBlock2Request<?> next : rest) {
            create.chain(next);
        }
        try {
            lane.send(create);
        } catch (CIFSException | RuntimeException e) {
            closeAfterFailure(lane, create, rest[rest.length - 1]);
            throw e;
        }
    }

    private static void closeAfterFailure(Lane lane, Smb2CreateRequest create, ServerMessageBlock2Request<?> close) {
        if (succeeded(create) && !succeeded(close) && lane.isUsable()) {
            try {
                lane.send(new Smb2CloseRequest(
                        lane.configuration(), answer(create).getFileId()));
            } catch (CIFSException | RuntimeException e) {
                log.debug("closing after a failure", e);
            }
        }
    }

    private static boolean succeeded(ServerMessageBlock2Request<?> request) {
        ServerMessageBlock2Response answer = request.getResponse();
        return answer != null && answer.isReceived() && !answer.isError() && answer.getStatus() == 0;
    }

    private static <T extends ServerMessageBlock2Response> T answer(ServerMessageBlock2Request<T> request) {
        return request.getResponse();
    }

    private static Smb2CloseRequest close(Lane lane) {
        Smb2CloseRequest close = new Smb2CloseRequest(lane.configuration(), Smb2Constants.UNSPECIFIED_FILEID);
        close.setCloseFlags(Smb2CloseResponse.SMB2_CLOSE_FLAG_POSTQUERY_ATTIB);
        return close;
    }

    private static Smb2SetInfoRequest modified(Lane lane, long millis) {
        Smb2SetInfoRequest set = new Smb2SetInfoRequest(lane.configuration());
        set.setFileInformation(new FileBasicInfo(0, 0, millis, 0, 0)); // 0 leaves a field as it is
        return set;
    }

    /** A server that takes fewer bytes than it was sent has run out of something. */
    private static void requireAll(Smb2WriteRequest write, int length) throws CIFSException {
        int taken = answer(write).getCount();
        if (taken != length) {
            throw new ShortWriteException(taken, length);
        }
    }
}
