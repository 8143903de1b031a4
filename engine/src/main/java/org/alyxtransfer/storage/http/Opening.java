package org.alyxtransfer.storage.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.OptionalLong;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Mono;

/**
 * Opens a file of unknown size: asks for its first bytes and learns by the answer how the rest can be read.
 *
 * <p>A 206 with the exact {@code Content-Range} and a strong validator proves ranges: {@link RangedFile}. Anything less
 * gives one stream in order: {@link StreamedFile}. Files up to {@value #FIRST} bytes are whole after this one request.
 * No connection is kept for an open file that nobody reads, so that waiting files never starve running ones.
 */
final class Opening {
    static final int FIRST = 64 << 10;

    private final HttpExchange exchange;
    private final Versions versions;
    private final BaseUrl base;
    private final HttpSettings settings;

    Opening(HttpExchange exchange, Versions versions, BaseUrl base, HttpSettings settings) {
        this.exchange = exchange;
        this.versions = versions;
        this.base = base;
        this.settings = settings;
    }

    Mono<SourceFile> open(FilePath path) {
        return exchange.get(
                        path,
                        base.readable(path),
                        headers -> headers.set(HttpHeaderNames.RANGE, "bytes=0-" + (FIRST - 1)),
                        answer -> first(path, answer))
                .switchIfEmpty(Mono.defer(() -> openWithoutRange(path)));
    }

    /** Empty when the server's idea of ranges cannot be used. */
    private Mono<SourceFile> first(FilePath path, Answer answer) {
        if (answer.isEncoded()) {
            return answer.refused(Failures.encoded(answer.where()));
        }
        ContentRange range = answer.contentRange();
        if (answer.status() == 206 && range != null && isWhatWasAsked(range)) {
            return Body.exactly(answer, (int) range.length())
                    .map(start -> proven(path, range.total(), answer.validator(), start));
        }
        if (answer.status() == 206) {
            return answer.letGo().then(Mono.empty());
        }
        if (answer.status() == 416) {
            return ContentRange.saysEmpty(answer.header(HttpHeaderNames.CONTENT_RANGE))
                    ? answer.letGo().thenReturn(whole(path, answer.validator(), new byte[0]))
                    : answer.letGo().then(Mono.empty());
        }
        return plain(path, answer);
    }

    private static boolean isWhatWasAsked(ContentRange range) {
        return range.first() == 0 && range.last() == Math.min(FIRST, range.total()) - 1;
    }

    private SourceFile proven(FilePath path, long size, Validator validator, byte[] start) {
        if (start.length == size) {
            return whole(path, validator, start);
        }
        if (validator.strong() == null) {
            return streamed(path, size, validator);
        }
        return new RangedFile(
                exchange,
                versions,
                base.readable(path),
                stat(path, size, validator),
                validator,
                start,
                settings.readsPerFile());
    }

    private Mono<SourceFile> openWithoutRange(FilePath path) {
        return exchange.get(path, base.readable(path), headers -> {}, answer -> plain(path, answer));
    }

    private Mono<SourceFile> plain(FilePath path, Answer answer) {
        if (answer.status() != 200) {
            return answer.refused();
        }
        if (answer.isEncoded()) {
            return answer.refused(Failures.encoded(answer.where()));
        }
        OptionalLong size = answer.contentLength();
        if (size.isEmpty()) {
            return Body.upTo(answer, FIRST + 1)
                    .flatMap(bytes -> bytes.length <= FIRST
                            ? Mono.just(whole(path, answer.validator(), bytes))
                            : answer.refused(Kind.UNSUPPORTED, "the file server does not tell the file's size"));
        }
        if (size.getAsLong() <= FIRST) {
            return Body.exactly(answer, (int) size.getAsLong()).map(bytes -> whole(path, answer.validator(), bytes));
        }
        answer.drop(); // its connection would be kept while the file waits for memory
        return Mono.just(streamed(path, size.getAsLong(), answer.validator()));
    }

    private SourceFile whole(FilePath path, Validator validator, byte[] bytes) {
        FileStat stat = stat(path, bytes.length, validator);
        return new RangedFile(exchange, versions, base.readable(path), stat, validator, bytes, settings.readsPerFile());
    }

    private SourceFile streamed(FilePath path, long size, Validator validator) {
        FileStat stat = stat(path, size, validator);
        return new StreamedFile(exchange, versions, base.readable(path), stat, validator, settings.stallTimeout());
    }

    private static FileStat stat(FilePath path, long size, Validator validator) {
        return new FileStat(path, FileStat.Type.FILE, size, validator.modified());
    }
}
