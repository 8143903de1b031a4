package org.alyxtransfer.smb;

import com.google.errorprone.annotations.CheckReturnValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.function.Supplier;
import org.alyxtransfer.smb.message.Change;
import org.alyxtransfer.smb.message.CloseRequest;
import org.alyxtransfer.smb.message.CloseResponse;
import org.alyxtransfer.smb.message.CreateResponse;
import org.alyxtransfer.smb.message.FileAttributes;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.FileTimes;
import org.alyxtransfer.smb.message.FlushRequest;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.QueryInfoRequest;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.ReadResponse;
import org.alyxtransfer.smb.message.SetInfoRequest;
import org.alyxtransfer.smb.message.VolumeSize;
import org.alyxtransfer.smb.message.WriteRequest;
import org.alyxtransfer.smb.message.WriteResponse;
import org.alyxtransfer.smb.wire.Compound;
import org.alyxtransfer.smb.wire.Connection;
import org.alyxtransfer.smb.wire.Exchange;
import org.alyxtransfer.smb.wire.Guard;
import org.alyxtransfer.smb.wire.Payload;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/**
 * A share, in one session. Paths are relative to it, with slashes; steps on names and small files take one round trip.
 *
 * <p>Every operation is cold and fails with an {@code SmbException}: the server's status, or how the connection ended.
 * Signals arrive on the connection's thread, which must not be kept waiting. Cancelling does not take back what was sent.
 */
@CheckReturnValue
public final class SmbShare {
    /** The most that {@link #put} and {@link #get} carry: what goes into one frame with the other requests. */
    public static final int SMALL = 64 << 10;

    private final Connection connection;
    private final SessionFacts facts;
    private final String name;
    private final int treeId;
    private final Guard guard;

    SmbShare(Connection connection, SessionFacts facts, String name, int treeId, Guard guard) {
        this.connection = connection;
        this.facts = facts.under(guard);
        this.name = name;
        this.treeId = treeId;
        this.guard = guard;
    }

    public String name() {
        return name;
    }

    /** What the session agreed on, and how messages about this share are protected: it may demand more than the session. */
    public SessionFacts facts() {
        return facts;
    }

    /** Whether nobody on the way can change messages unnoticed. */
    public boolean isProtected() {
        return guard != Guard.PLAIN;
    }

    public boolean isOpen() {
        return connection.isOpen();
    }

    /** Opens a file or folder; its caller closes it. */
    public Mono<SmbFile> open(String path, OpenMode mode) {
        return Mono.defer(() -> {
            Exchange<CreateResponse> create = create(path, mode);
            return opening(path, create, List.of(create), () -> SmbAttributes.of(create.value()));
        });
    }

    /**
     * Opens a file to write it from its beginning, as {@link OpenMode#WRITE_FRESH} does, and sets when it was created, in one
     * round trip. {@link SmbFile#opened()} tells what the server shows of that then: some keep no such time, or a coarser one.
     */
    public Mono<SmbFile> begin(String path, Instant created) {
        return Mono.defer(() -> {
            Exchange<CreateResponse> create = create(path, OpenMode.WRITE_FRESH);
            Exchange<Boolean> time = Exchange.of(SetInfoRequest.created(FileId.RELATED, FileTimes.toFileTime(created)));
            // With the time, Samba keeps for good that a name with a dot in front is hidden, unless it is told that it
            // is not.
            Exchange<Boolean> plain = Exchange.of(SetInfoRequest.attributes(FileId.RELATED, FileAttributes.ARCHIVE));
            Exchange<FileTimes> shown =
                    Exchange.of(QueryInfoRequest.times(FileId.RELATED), FileTimes::ofBasicInformation);
            return opening(path, create, List.of(create, time, plain, shown), () -> {
                boolean isSet = isDone(time) && isDone(plain);
                return isSet ? SmbAttributes.of(create.value(), shown.value()) : SmbAttributes.of(create.value());
            });
        });
    }

    /** False where the server cannot do it, as Samba on a file system without extended attributes. */
    private static boolean isDone(Exchange<?> step) {
        if (NtStatus.isUnsupported(step.status())) {
            return false;
        }
        step.require();
        return true;
    }

    /** What the server says of a path. */
    public Mono<SmbAttributes> stat(String path) {
        return Mono.defer(() -> {
            Exchange<CreateResponse> create = create(path, OpenMode.STAT);
            return together(create).then(Mono.fromCallable(() -> SmbAttributes.of(create.value())));
        });
    }

    /** Makes a folder, if it is not there; the one above it must be. */
    public Mono<Void> makeFolder(String path) {
        return Mono.defer(() -> together(create(path, OpenMode.MAKE_FOLDER)));
    }

    /** Deletes a file. */
    public Mono<Void> delete(String path) {
        return Mono.defer(() -> together(create(path, OpenMode.DELETE)));
    }

    /** Deletes a folder, if it is empty. */
    public Mono<Void> deleteFolder(String path) {
        return Mono.defer(() -> together(
                create(path, OpenMode.DELETE_FOLDER), Exchange.of(SetInfoRequest.delete(FileId.RELATED, true))));
    }

    /** Gives a file another name, in one step; its folder must be there. */
    public Mono<Void> rename(String path, String newPath, boolean replace) {
        return Mono.defer(() -> together(
                create(path, OpenMode.RENAME),
                Exchange.of(SetInfoRequest.rename(FileId.RELATED, SmbPath.onWire(newPath), replace))));
    }

    /**
     * Writes a whole small file, on the server's disk when it completes. What is there is replaced; a failure leaves part of
     * it or nothing.
     *
     * @param bytes at most {@link #SMALL}
     * @return the attributes after it was closed
     */
    public Mono<SmbAttributes> put(String path, Payload bytes, Instant written) {
        return Mono.defer(() -> {
            List<Exchange<?>> steps = new ArrayList<>();
            Exchange<CreateResponse> create = create(path, OpenMode.WRITE_FRESH);
            Exchange<WriteResponse> write =
                    Exchange.of(new WriteRequest(FileId.RELATED, 0, bytes.length()), WriteResponse::read);
            Exchange<CloseResponse> close = Exchange.of(new CloseRequest(FileId.RELATED, true), CloseResponse::read);
            steps.add(create);
            if (bytes.length() > 0) {
                steps.add(write);
            }
            steps.add(Exchange.of(SetInfoRequest.times(FileId.RELATED, FileTimes.toFileTime(written))));
            steps.add(Exchange.of(new FlushRequest(FileId.RELATED)));
            steps.add(close);
            return connection
                    .send(Compound.of(treeId, guard, steps).carrying(bytes))
                    .then(Mono.defer(() -> {
                        requireAll(steps);
                        if (bytes.length() > 0) {
                            SmbFile.requireWritten(write.value(), bytes.length());
                        }
                        return closed(path, close.value());
                    }));
        });
    }

    /**
     * Reads a whole small file.
     *
     * @param target as long as the file is thought to be, at most {@link #SMALL}
     * @return what was found, as it was after the reading: when its size is not the target's length, the target holds only
     *     as much of the file as fits
     */
    public Mono<SmbAttributes> get(String path, Payload target) {
        return Mono.defer(() -> {
            List<Exchange<?>> steps = new ArrayList<>();
            Exchange<CreateResponse> create = create(path, OpenMode.READ);
            Exchange<ReadResponse> read = SmbFile.reading(new ReadRequest(FileId.RELATED, 0, target.length()), target);
            Exchange<CloseResponse> close = Exchange.of(new CloseRequest(FileId.RELATED, true), CloseResponse::read);
            steps.add(create);
            if (target.length() > 0) {
                steps.add(read);
            }
            steps.add(close);
            return connection
                    .send(Compound.of(treeId, guard, steps).into(target))
                    .then(Mono.fromCallable(() -> {
                        requireClosed(create, close);
                        create.require();
                        return target.length() == 0 ? 0 : SmbFile.bytesRead(read);
                    }))
                    .flatMap(got -> closed(path, close.value())
                            .doOnNext(found -> SmbFile.requireRead(got, Math.min(target.length(), found.size()))));
        });
    }

    /**
     * The entries of a folder but itself and the one above, page by page as they are asked for. Fails with {@code PROTOCOL} when
     * the server repeats itself or goes beyond a million.
     */
    public Flux<SmbEntry> list(String path) {
        return Flux.defer(() -> new Listing(this, path).entries());
    }

    /** What changes in a folder, or below it, from now on. Fails with {@code NOTIFY_ENUM_DIR} when too much did. */
    public Flux<Change> watch(String path, boolean below) {
        return new Watching(this, path, below).changes();
    }

    /** How large the share is and how much of it is free. */
    public Mono<VolumeSize> space() {
        return Mono.defer(() -> {
            Exchange<VolumeSize> query = Exchange.of(QueryInfoRequest.fullSize(FileId.RELATED), VolumeSize::read);
            return together(create("", OpenMode.STAT), query).then(Mono.fromCallable(query::value));
        });
    }

    int treeId() {
        return treeId;
    }

    Guard guard() {
        return guard;
    }

    Connection connection() {
        return connection;
    }

    /** What is known of a file that was closed; a server that did not say it with its answer is asked. */
    Mono<SmbAttributes> closed(String path, CloseResponse answer) {
        return answer.hasAttributes() ? Mono.just(SmbAttributes.of(answer)) : stat(path);
    }

    /** One request on its own. */
    <R> Mono<R> ask(Supplier<Exchange<R>> request) {
        return Mono.defer(() -> {
            Exchange<R> exchange = request.get();
            return connection.send(Compound.of(treeId, guard, exchange)).then(Mono.fromCallable(exchange::value));
        });
    }

    private Mono<SmbFile> opening(
            String path, Exchange<CreateResponse> create, List<Exchange<?>> steps, Supplier<SmbAttributes> attributes) {
        AtomicBoolean hasOwner = new AtomicBoolean(); // who gets the file, or who closes it for nobody
        Runnable undo = () -> create.valueIfAny()
                .filter(opened -> hasOwner.compareAndSet(false, true))
                .ifPresent(this::closeUnasked);
        return connection
                .send(Compound.of(treeId, guard, steps).whenUnwanted(undo))
                .then(Mono.fromCallable(() -> opened(path, create.value(), attributes.get(), hasOwner)))
                .doOnDiscard(SmbFile.class, this::closeUnasked)
                .doFinally(end -> undoIfUnowned(end, undo)); // after the answer, before anybody got the file
    }

    private @Nullable SmbFile opened(
            String path, CreateResponse answer, SmbAttributes attributes, AtomicBoolean hasOwner) {
        boolean isWanted = hasOwner.compareAndSet(false, true);
        return isWanted ? new SmbFile(this, path, answer.id(), attributes) : null;
    }

    private static void undoIfUnowned(SignalType end, Runnable undo) {
        if (end == SignalType.CANCEL || end == SignalType.ON_ERROR) {
            undo.run();
        }
    }

    private static Exchange<CreateResponse> create(String path, OpenMode mode) {
        return Exchange.of(mode.request(SmbPath.onWire(path)), CreateResponse::read);
    }

    /** Opens, does something, closes: one frame. The first status that is an error is the one that tells why. */
    private Mono<Void> together(Exchange<CreateResponse> create, Exchange<?>... between) {
        List<Exchange<?>> steps = new ArrayList<>();
        steps.add(create);
        steps.addAll(List.of(between));
        steps.add(Exchange.of(new CloseRequest(FileId.RELATED, false)));
        return connection.send(Compound.of(treeId, guard, steps)).then(Mono.fromRunnable(() -> requireAll(steps)));
    }

    /** The first is CREATE, the last is CLOSE. */
    private void requireAll(List<Exchange<?>> steps) {
        requireClosed(steps.get(0), steps.get(steps.size() - 1));
        for (Exchange<?> step : steps) {
            step.require();
        }
    }

    /** Some servers do no step after one that failed, CLOSE included. */
    private void requireClosed(Exchange<?> create, Exchange<?> close) {
        if (NtStatus.isError(close.status()) && create.valueIfAny().orElse(null) instanceof CreateResponse opened) {
            closeUnasked(opened);
        }
    }

    private void closeUnasked(CreateResponse opened) {
        closeUnasked(opened.id());
    }

    private void closeUnasked(SmbFile file) {
        file.forget();
        closeUnasked(file.id());
    }

    private void closeUnasked(FileId id) {
        connection.tell(Compound.of(treeId, guard, Exchange.of(new CloseRequest(id, false))));
    }

    /** For {@link Listing} and {@link Watching}. */
    <T> Flux<T> withFolder(String path, Function<SmbFile, Flux<T>> use) {
        // what counts is how its use ended; a folder that could not be closed is closed with the connection
        return Flux.usingWhen(
                open(path, OpenMode.LIST), use, folder -> folder.close().onErrorComplete());
    }
}
