package org.alyxtransfer.storage.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.time.Duration;
import java.util.OptionalLong;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;
import reactor.netty.NettyPipeline;

/**
 * A file read in order: a chunk that is the whole file by one request, more chunks from one stream.
 *
 * <p>Asks for nothing before the first read. A read that is repeated after the connection broke, or a resumed file,
 * starts another stream and throws away what comes before its offset, provided that the server names the same version.
 */
final class StreamedFile implements SourceFile {
    private final HttpExchange exchange;
    private final Versions versions;
    private final String url;
    private final FileStat stat;
    private final Duration stall;
    private final InFlight reads = new InFlight();
    private volatile Validator validator; // of the first answer that has one
    private volatile @Nullable BodyStream stream;

    /**
     * @param validator of the answer that the file was opened by
     */
    StreamedFile(
            HttpExchange exchange, Versions versions, String url, FileStat stat, Validator validator, Duration stall) {
        this.exchange = exchange;
        this.versions = versions;
        this.url = url;
        this.stat = stat;
        this.validator = validator;
        this.stall = stall;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return 1;
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return reads.during(() -> {
            if (chunk.offset() + chunk.length() > stat.size()) {
                return Mono.error(Failures.beyondEnd(url, chunk, stat.size()));
            }
            return Mono.using(() -> new Filling(chunk, 0), filling -> fill(filling, chunk), Filling::end)
                    .thenReturn(chunk);
        });
    }

    @Override
    public boolean recoversByItself() {
        return true; // only this file knows the validator of its first answer
    }

    @Override
    public Mono<FileStat> statAgain() {
        return versions.statAgain(stat, validator);
    }

    @Override
    public Mono<Void> close() {
        return reads.close().then(Mono.defer(this::closeStream));
    }

    private Mono<Void> fill(Filling filling, Chunk chunk) {
        if (chunk.length() == stat.size()) {
            return exchange.get(stat.path(), url, headers -> {}, answer -> all(filling, answer));
        }
        if (chunk.length() == 0) {
            return Mono.empty();
        }
        return streamAt(chunk.offset())
                .flatMap(body -> body.read(filling, chunk.length()))
                .onErrorMap(failure -> Failures.of(failure, url + " @ " + chunk.offset()));
    }

    private Mono<Void> all(Filling filling, Answer answer) {
        TransferException complaint = complaint(answer);
        return complaint == null ? Body.into(filling, answer, stat.size()) : answer.refused(complaint);
    }

    private Mono<BodyStream> streamAt(long offset) {
        BodyStream now = stream;
        if (now != null && now.isUsable() && now.position() == offset) {
            return Mono.just(now);
        }
        if (now != null && validator.isNone()) {
            return Mono.error(new TransferException(
                    Kind.SOURCE_CHANGED,
                    url + " @ " + offset,
                    "the connection broke, and the server names neither ETag nor modification time: whether it still"
                            + " has the same file cannot be told, the file must be read afresh"));
        }
        return closeStream()
                .then(exchange.get(stat.path(), url + " @ " + offset, headers -> {}, answer -> begin(answer, offset)));
    }

    private Mono<BodyStream> begin(Answer answer, long offset) {
        TransferException complaint = complaint(answer);
        if (complaint != null) {
            return answer.refused(complaint);
        }
        // the time-out of the client would also strike while nobody reads
        answer.connection().removeHandler(NettyPipeline.ResponseTimeoutHandler);
        BodyStream body = new BodyStream(answer, offset, stat.size(), stall);
        stream = body;
        answer.body().subscribe(body); // asks for nothing yet; close() ends it
        return Mono.just(body);
    }

    private @Nullable TransferException complaint(Answer answer) {
        OptionalLong size = answer.contentLength();
        if (answer.status() != 200) {
            return Failures.ofStatus(answer.status(), answer.header(HttpHeaderNames.RETRY_AFTER), answer.where());
        }
        if (answer.isEncoded()) {
            return Failures.encoded(answer.where());
        }
        if (size.isPresent() && size.getAsLong() != stat.size()) {
            return new TransferException(
                    Kind.SOURCE_CHANGED,
                    answer.where(),
                    "the file has " + size.getAsLong() + " bytes on the server, " + stat.size() + " were expected");
        }
        Validator given = answer.validator();
        if (validator.isNone()) {
            validator = given;
        } else if (!validator.agreesWith(given)) {
            return new TransferException(
                    Kind.SOURCE_CHANGED, answer.where(), "the file on the server is another one by now");
        }
        return null;
    }

    private Mono<Void> closeStream() {
        BodyStream now = stream;
        return now == null ? Mono.empty() : now.close();
    }
}
