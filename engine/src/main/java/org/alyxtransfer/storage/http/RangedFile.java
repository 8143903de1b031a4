package org.alyxtransfer.storage.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Chunk;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.InFlight;
import org.alyxtransfer.storage.SourceFile;
import org.jspecify.annotations.Nullable;
import reactor.core.publisher.Mono;

/**
 * A file whose server proved that it answers ranges: each read is a request of its own, in any order.
 *
 * <p>Its first bytes came with the proof; a small file needs no second request.
 */
final class RangedFile implements SourceFile {
    private final HttpExchange exchange;
    private final Versions versions;
    private final String url;
    private final FileStat stat;
    private final Validator validator;
    private final byte[] start;
    private final int readsInFlight;
    private final InFlight reads = new InFlight();

    RangedFile(
            HttpExchange exchange,
            Versions versions,
            String url,
            FileStat stat,
            Validator validator,
            byte[] start,
            int readsInFlight) {
        this.exchange = exchange;
        this.versions = versions;
        this.url = url;
        this.stat = stat;
        this.validator = validator;
        this.start = start;
        this.readsInFlight = readsInFlight;
    }

    @Override
    public FileStat stat() {
        return stat;
    }

    @Override
    public int readsInFlight() {
        return readsInFlight;
    }

    @Override
    public Mono<Chunk> read(Chunk chunk) {
        return reads.during(() -> {
            long end = chunk.offset() + chunk.length();
            if (end > stat.size()) {
                return Mono.error(Failures.beyondEnd(url, chunk, stat.size()));
            }
            int known = copyStart(chunk);
            return known == chunk.length() ? Mono.just(chunk) : readRange(chunk, known);
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
        return reads.close();
    }

    private int copyStart(Chunk chunk) {
        if (chunk.offset() >= start.length) {
            return 0;
        }
        int from = (int) chunk.offset();
        int known = Math.min(chunk.length(), start.length - from);
        chunk.bytes().put(start, from, known);
        return known;
    }

    private Mono<Chunk> readRange(Chunk chunk, int from) {
        long first = chunk.offset() + from;
        ContentRange wanted = new ContentRange(first, chunk.offset() + chunk.length() - 1, stat.size());
        FilePath path = stat.path();
        return Mono.using(
                () -> new Filling(chunk, from),
                filling -> exchange.get(
                                path,
                                url + " @ " + first,
                                headers -> ask(headers, wanted),
                                answer -> fill(filling, answer, wanted))
                        .thenReturn(chunk),
                Filling::end);
    }

    private void ask(HttpHeaders headers, ContentRange wanted) {
        headers.set(HttpHeaderNames.RANGE, "bytes=" + wanted.first() + "-" + wanted.last());
        String strong = validator.strong();
        if (strong != null) {
            headers.set(HttpHeaderNames.IF_RANGE, strong);
        }
    }

    private Mono<Void> fill(Filling filling, Answer answer, ContentRange wanted) {
        if (answer.status() == 200) {
            return answer.refused(Kind.SOURCE_CHANGED, "the server sends the whole file where a range was asked for");
        }
        if (answer.status() != 206) {
            return answer.refused();
        }
        TransferException complaint = complaint(answer, wanted);
        return complaint == null ? Body.into(filling, answer, wanted.length()) : answer.refused(complaint);
    }

    private @Nullable TransferException complaint(Answer answer, ContentRange wanted) {
        ContentRange given = answer.contentRange();
        if (given == null || given.first() != wanted.first() || given.last() != wanted.last() || answer.isEncoded()) {
            return new TransferException(
                    Kind.GARBLED,
                    answer.where(),
                    "bytes " + wanted + " were asked for, the server sends "
                            + (given == null ? "something else" : given.toString()));
        }
        if (given.total() != wanted.total() || !validator.isConfirmedBy(answer.validator())) {
            return new TransferException(
                    Kind.SOURCE_CHANGED, answer.where(), "the file on the server is another one by now");
        }
        return null;
    }
}
