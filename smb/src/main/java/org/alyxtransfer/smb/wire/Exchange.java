package org.alyxtransfer.smb.wire;

import io.netty.buffer.ByteBuf;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntPredicate;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.message.NtStatus;
import org.alyxtransfer.smb.message.Request;
import org.jspecify.annotations.Nullable;

/**
 * One request and what came back for it.
 *
 * @param <R> what a successful answer holds
 */
public final class Exchange<R> {
    private final Request request;
    private final Reader<R> reader;
    private final IntPredicate isRead;
    private volatile int status = NtStatus.PENDING;
    private volatile @Nullable R value;

    // What the connection keeps of it.
    long messageId;
    volatile long asyncId;
    long sentNanos;
    volatile @Nullable Compound compound;

    private Exchange(Request request, Reader<R> reader, IntPredicate isRead) {
        this.request = request;
        this.reader = reader;
        this.isRead = isRead;
    }

    /** An exchange whose answer is read when its status is success. */
    public static <R> Exchange<R> of(Request request, Reader<R> reader) {
        return new Exchange<>(request, reader, status -> status == NtStatus.SUCCESS);
    }

    /** An exchange whose answer is also read with other statuses. */
    public static <R> Exchange<R> of(Request request, Reader<R> reader, IntPredicate isRead) {
        return new Exchange<>(request, reader, isRead);
    }

    /** An exchange whose answer holds nothing but its status. */
    public static Exchange<Boolean> of(Request request) {
        return of(request, message -> true);
    }

    public Request request() {
        return request;
    }

    /** The answer's NT status; {@code PENDING} while there is none. */
    public int status() {
        return status;
    }

    /** What the answer holds; fails with the answer's status when it was an error. */
    public R value() {
        R known = value;
        if (known == null) {
            throw SmbException.status(status, request.command() + " was answered with " + NtStatus.name(status));
        }
        return known;
    }

    /** Fails with the answer's status when it was an error. */
    public void require() {
        Objects.requireNonNull(value());
    }

    /** What the answer holds, if there is one and it was no error. */
    public Optional<R> valueIfAny() {
        return Optional.ofNullable(value);
    }

    void answered(int answer, ByteBuf message) {
        if (isRead.test(answer)) {
            value = reader.read(message);
        }
        status = answer;
    }

    /** For an answer whose payload went where it belongs while it arrived. */
    void answeredWith(int answer, R known) {
        value = known;
        status = answer;
    }
}
