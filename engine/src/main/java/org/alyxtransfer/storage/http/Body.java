package org.alyxtransfer.storage.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.util.OptionalLong;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import reactor.core.publisher.Mono;
import reactor.core.publisher.SignalType;

/** Takes whole bodies: each piece is copied on the event loop as it comes, none waits in a queue. */
final class Body {
    private Body() {}

    /** Fills the rest of a chunk with a body of exactly {@code length} bytes. */
    static Mono<Void> into(Filling filling, Answer answer, long length) {
        OptionalLong announced = answer.contentLength();
        if (announced.isPresent() && announced.getAsLong() != length) {
            return answer.refused(
                    Kind.GARBLED, length + " bytes were due, the server announces " + announced.getAsLong());
        }
        return answer.body()
                .doOnNext(piece -> copy(piece, filling, answer))
                .then(Mono.defer(() -> filling.missing() == 0 ? Mono.<Void>empty() : tooShort(answer, filling)))
                .doOnError(failure -> answer.drop())
                .doOnCancel(answer::drop);
    }

    /** A body of exactly {@code length} bytes. */
    static Mono<byte[]> exactly(Answer answer, int length) {
        return answer.body()
                .collect(() -> new Whole(length, answer.where()), Whole::add)
                .map(Whole::bytes)
                .doFinally(end -> {
                    if (end != SignalType.ON_COMPLETE) {
                        answer.drop();
                    }
                });
    }

    /** A body of known length, as it comes. */
    private static final class Whole {
        private final byte[] bytes;
        private final String where;
        private int filled;

        Whole(int length, String where) {
            this.bytes = new byte[length];
            this.where = where;
        }

        void add(ByteBuf piece) {
            int more = piece.readableBytes();
            if (more > bytes.length - filled) {
                throw new TransferException(
                        Kind.GARBLED, where, bytes.length + " bytes were due, the server sent more");
            }
            piece.readBytes(bytes, filled, more);
            filled += more;
        }

        byte[] bytes() {
            if (filled < bytes.length) {
                throw new TransferException(
                        Kind.DISCONNECTED, where, bytes.length + " bytes were due, the server sent " + filled);
            }
            return bytes;
        }
    }

    /** A whole body, or its first {@code most} bytes; what is left of it is dropped. */
    static Mono<byte[]> upTo(Answer answer, int most) {
        return Mono.defer(() -> {
            ByteBuf start = Unpooled.buffer(Math.min(most, 4096), most); // on the heap: needs no release
            return answer.body()
                    .doOnNext(
                            piece -> start.writeBytes(piece, Math.min(piece.readableBytes(), start.maxWritableBytes())))
                    .takeUntil(piece -> start.maxWritableBytes() == 0)
                    .then(Mono.fromSupplier(() -> ByteBufUtil.getBytes(start)))
                    .doOnSuccess(bytes -> {
                        if (start.maxWritableBytes() == 0) {
                            answer.drop();
                        }
                    })
                    .doOnError(failure -> answer.drop())
                    .doOnCancel(answer::drop);
        });
    }

    private static void copy(ByteBuf piece, Filling filling, Answer answer) {
        filling.put(piece);
        if (piece.isReadable() && filling.missing() == 0) {
            throw new TransferException(Kind.GARBLED, answer.where(), "the server sends more bytes than were due");
        }
    }

    private static Mono<Void> tooShort(Answer answer, Filling filling) {
        return Mono.error(new TransferException(
                Kind.DISCONNECTED, answer.where(), "the answer ended " + filling.missing() + " bytes too early"));
    }
}
