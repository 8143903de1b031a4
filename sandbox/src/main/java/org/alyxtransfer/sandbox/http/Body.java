package org.alyxtransfer.sandbox.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.DefaultFileRegion;
import java.time.Duration;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.netty.NettyOutbound;
import reactor.netty.http.server.HttpServerResponse;

/** The bytes of one answer, on their way out. */
record Body(ServedFile file, ByteRange range, Fault fault) {
    private static final int CHUNK = 64 * 1024;
    private static final int TICKS_PER_SECOND = 10;

    /** Sends it; completes when the last byte is with the kernel. An answer to be truncated ends its connection. */
    Mono<Void> send(HttpServerResponse response) {
        long length = Math.min(range.length(), fault.truncatedAfter());
        // then() sends the headers, also when not a byte of the body follows
        Mono<Void> sent =
                length == 0 ? response.then() : outbound(response, length).then();
        return fault.truncatedAfter() < range.length() ? sent.then(cut(response)) : sent;
    }

    private NettyOutbound outbound(HttpServerResponse response, long length) {
        if (fault.leavesBodyAlone()) {
            // sendfile(2): no byte passes through this process, and none is read on the event loop
            return response.sendObject(new DefaultFileRegion(file.channel(), range.first(), length));
        }
        long beforeStall = Math.min(length, fault.stalledAfter());
        Flux<ByteBuf> chunks = chunks(beforeStall);
        return response.send(beforeStall < length ? chunks.concatWith(Mono.never()) : chunks, chunk -> true);
    }

    private Flux<ByteBuf> chunks(long length) {
        boolean isSlow = fault.bytesPerSecond() != Fault.NEVER;
        int size = isSlow ? (int) Math.min(CHUNK, Math.max(1, fault.bytesPerSecond() / TICKS_PER_SECOND)) : CHUNK;
        Duration pause = isSlow ? Duration.ofNanos(1_000_000_000L * size / fault.bytesPerSecond()) : Duration.ZERO;
        return Flux.<Long, Long>generate(() -> 0L, (offset, sink) -> {
                    if (offset < length) {
                        sink.next(offset);
                    } else {
                        sink.complete();
                    }
                    return offset + size;
                })
                .concatMap(offset -> chunk(offset, (int) Math.min(size, length - offset), pause), 1)
                .map(Unpooled::wrappedBuffer); // heap memory, nothing to release
    }

    private Mono<byte[]> chunk(long offset, int size, Duration pause) {
        Mono<byte[]> bytes =
                file.read(range.first() + offset, size).doOnNext(chunk -> flip(chunk, range.first() + offset));
        return pause.isZero() ? bytes : bytes.delaySubscription(pause);
    }

    private void flip(byte[] chunk, long offset) {
        long index = fault.flippedByte() - offset;
        if (index >= 0 && index < chunk.length) {
            chunk[(int) index] ^= 1;
        }
    }

    private static Mono<Void> cut(HttpServerResponse response) {
        return Mono.<Void>fromRunnable(() -> response.withConnection(
                        connection -> connection.channel().close()))
                .then(Mono.never()); // completing would have the answer finished properly; closing cancels this
    }
}
