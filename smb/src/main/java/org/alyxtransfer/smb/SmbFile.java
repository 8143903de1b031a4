package org.alyxtransfer.smb;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.CloseRequest;
import org.alyxtransfer.smb.message.CloseResponse;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.FileTimes;
import org.alyxtransfer.smb.message.FlushRequest;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.ReadResponse;
import org.alyxtransfer.smb.message.Request;
import org.alyxtransfer.smb.message.SetInfoRequest;
import org.alyxtransfer.smb.message.WriteRequest;
import org.alyxtransfer.smb.message.WriteResponse;
import org.alyxtransfer.smb.wire.Compound;
import org.alyxtransfer.smb.wire.Exchange;
import org.alyxtransfer.smb.wire.Guard;
import org.alyxtransfer.smb.wire.Payload;
import reactor.core.publisher.Mono;

/**
 * An open file. Reads and writes may overlap in any number; how many there should be is the caller's to say.
 *
 * <p>It belongs to its connection: when that breaks, the file is closed.
 */
@CheckReturnValue
public final class SmbFile {
    private final SmbShare share;
    private final FileId id;
    private final SmbAttributes opened;
    private volatile String path;
    private final AtomicBoolean counted = new AtomicBoolean(true);

    SmbFile(SmbShare share, String path, FileId id, SmbAttributes opened) {
        this.share = share;
        this.path = path;
        this.id = id;
        this.opened = opened;
        share.connection().filesOpened(1);
    }

    /** The share, and so the connection, that it is open on. */
    public SmbShare share() {
        return share;
    }

    /** What the server said when it was opened. */
    public SmbAttributes opened() {
        return opened;
    }

    /**
     * Fills the payload from the file.
     *
     * @param target at most {@link SessionFacts#largestRead()} bytes
     * @return how many bytes were read: fewer than asked for at the end of the file, 0 behind it
     */
    public Mono<Integer> read(long offset, Payload target) {
        return Mono.defer(() -> {
            Exchange<ReadResponse> read = reading(new ReadRequest(id, offset, target.length()), target);
            return share.connection()
                    .send(Compound.of(share.treeId(), share.guard(), read).into(target))
                    .then(Mono.fromCallable(() -> bytesRead(read)));
        });
    }

    /**
     * Writes the payload into the file; it is with the server, not yet on its disk, when this completes.
     *
     * @param bytes at most {@link SessionFacts#largestWrite()}, in direct memory
     */
    public Mono<Void> write(long offset, Payload bytes) {
        return Mono.defer(() -> {
            Exchange<WriteResponse> write =
                    Exchange.of(new WriteRequest(id, offset, bytes.length()), WriteResponse::read);
            return share.connection()
                    .send(Compound.of(share.treeId(), share.guard(), write).around(bytes))
                    .then(Mono.fromRunnable(() -> {
                        requireUnspoilt(write);
                        requireWritten(write.value(), bytes.length());
                    }));
        });
    }

    /** Completes when what was written is on the server's disk. */
    public Mono<Void> flush() {
        return told(() -> new FlushRequest(id));
    }

    /** Cuts it off, or fills it up with zeros. */
    public Mono<Void> setSize(long bytes) {
        return told(() -> SetInfoRequest.endOfFile(id, bytes));
    }

    /** Tells the server how much room it will need; its size stays, unless it is larger. */
    public Mono<Void> reserve(long bytes) {
        return told(() -> SetInfoRequest.allocation(id, bytes));
    }

    /** Sets the time of its last change, which later writes may set anew; {@link #close(Instant)} sets it for good. */
    public Mono<Void> setWritten(Instant time) {
        return told(() -> SetInfoRequest.times(id, FileTimes.toFileTime(time)));
    }

    /** Gives it another name within the share; for a file opened with {@link OpenMode#RENAME}. */
    public Mono<Void> rename(String newPath, boolean replace) {
        return told(() -> SetInfoRequest.rename(id, SmbPath.onWire(newPath), replace))
                .doOnSuccess(done -> path = newPath);
    }

    /** Deletes it when it is closed, or keeps it after all; for a file opened with {@link OpenMode#RENAME}. */
    public Mono<Void> deleteOnClose(boolean delete) {
        return told(() -> SetInfoRequest.delete(id, delete));
    }

    /** Closes it; says what the server then knows of it. */
    public Mono<SmbAttributes> close() {
        return share.ask(() -> Exchange.of(new CloseRequest(id, true), CloseResponse::read))
                .doFinally(end -> forget())
                .flatMap(answer -> share.closed(path, answer));
    }

    /** Closes it with this time as that of its last change, in one round trip; says what the server then knows of it. */
    public Mono<SmbAttributes> close(Instant written) {
        return Mono.defer(() -> {
            Exchange<Boolean> times = Exchange.of(SetInfoRequest.times(id, FileTimes.toFileTime(written)));
            Exchange<CloseResponse> close = Exchange.of(new CloseRequest(FileId.RELATED, true), CloseResponse::read);
            return share.connection()
                    .send(Compound.of(share.treeId(), share.guard(), times, close))
                    .then(Mono.fromCallable(() -> {
                        times.require();
                        return close.value();
                    }))
                    .doFinally(end -> forget())
                    .flatMap(answer -> share.closed(path, answer));
        });
    }

    /** Nobody uses it any more; the server is told nothing. For a file that is closed, or that the server says is closed. */
    public void forget() {
        if (counted.compareAndSet(true, false)) {
            share.connection().filesOpened(-1);
        }
    }

    FileId id() {
        return id;
    }

    /** A READ whose answer goes to the target; the end of the file is an answer of no bytes. */
    static Exchange<ReadResponse> reading(ReadRequest request, Payload target) {
        return Exchange.of(
                request,
                message -> {
                    ReadResponse read = ReadResponse.read(message, message.readableBytes());
                    if (read.length() > target.length()) {
                        throw SmbException.of(
                                SmbException.Reason.PROTOCOL, "the server sent more bytes than were asked for");
                    }
                    message.getBytes(
                            message.readerIndex() + read.dataOffset(),
                            target.bytes().limit(read.length()));
                    return read;
                },
                status -> status == NtStatus.SUCCESS);
    }

    static int bytesRead(Exchange<ReadResponse> read) {
        return read.status() == NtStatus.END_OF_FILE ? 0 : read.value().length();
    }

    /** Fewer bytes than the file has: it grew meanwhile, or the server does not give all at once. */
    static void requireRead(int got, long bytes) {
        if (got < bytes) {
            throw SmbException.status(NtStatus.END_OF_FILE, "the server gave " + got + " of " + bytes + " bytes");
        }
    }

    /**
     * The right to write was granted when the file was opened. A server that denies it now could not verify the request's
     * signature ([MS-SMB2] 3.3.5.2.4): it was changed on its way, and so may be the next one.
     */
    private void requireUnspoilt(Exchange<WriteResponse> write) {
        if (write.status() == NtStatus.ACCESS_DENIED && share.guard() == Guard.SIGNED) {
            SmbException spoilt = SmbException.of(
                    SmbException.Reason.DISCONNECTED,
                    "a request was changed on its way and refused by the server; the connection was dropped");
            share.connection().fail(spoilt);
            throw spoilt.again();
        }
    }

    static void requireWritten(WriteResponse answer, int bytes) {
        if (answer.count() != bytes) { // [MS-SMB2] 3.3.5.13: a full disk may end a write early without an error
            throw SmbException.status(
                    NtStatus.DISK_FULL, "the server took " + answer.count() + " of " + bytes + " bytes");
        }
    }

    private Mono<Void> told(Supplier<Request> request) {
        return share.ask(() -> Exchange.of(request.get())).then();
    }
}
