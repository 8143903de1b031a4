package org.alyxtransfer.storage.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.OptionalLong;
import java.util.Set;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileStat;
import reactor.core.publisher.Mono;

/** Asks which version of a file the server has now: by HEAD, or by a range of one byte where HEAD is not answered. */
final class Versions {
    // 403: servers of pre-signed URLs; 400: small home-made ones
    private static final Set<Integer> NO_HEAD = Set.of(400, 403, 405, 501);

    private final HttpExchange exchange;
    private final BaseUrl base;

    /** Size in bytes, and what tells it from other versions. */
    record Version(FilePath path, long size, Validator validator) {
        FileStat stat() {
            return new FileStat(path, FileStat.Type.FILE, size, validator.modified());
        }
    }

    Versions(HttpExchange exchange, BaseUrl base) {
        this.exchange = exchange;
        this.base = base;
    }

    /** Fails with {@code NOT_FOUND}; {@code UNSUPPORTED} when the server does not tell sizes. */
    Mono<Version> now(FilePath path) {
        return exchange.head(path, base.readable(path), answer -> byHead(path, answer))
                .switchIfEmpty(Mono.defer(() -> byOneByte(path)));
    }

    /** The version that was opened when it is still there; fails with {@code SOURCE_CHANGED} where only the ETag tells. */
    Mono<FileStat> statAgain(FileStat opened, Validator validator) {
        return now(opened.path()).flatMap(version -> {
            if (version.size() == opened.size() && (version.validator().agreesWith(validator) || validator.isNone())) {
                return Mono.just(opened);
            }
            return version.stat().sameContent(opened)
                    ? Mono.error(new TransferException(
                            Kind.SOURCE_CHANGED,
                            base.readable(opened.path()),
                            "the file on the server is another one by now, says its ETag"))
                    : Mono.just(version.stat());
        });
    }

    private Mono<Version> byHead(FilePath path, Answer answer) {
        OptionalLong size = answer.contentLength();
        if (NO_HEAD.contains(answer.status()) || (answer.status() == 200 && size.isEmpty())) {
            return answer.letGo().then(Mono.empty());
        }
        return answer.status() == 200
                ? answer.letGo().thenReturn(new Version(path, size.orElseThrow(), answer.validator()))
                : answer.refused();
    }

    private Mono<Version> byOneByte(FilePath path) {
        return exchange.get(
                path,
                base.readable(path),
                headers -> headers.set(HttpHeaderNames.RANGE, "bytes=0-0"),
                answer -> byOneByte(path, answer));
    }

    private static Mono<Version> byOneByte(FilePath path, Answer answer) {
        ContentRange range = answer.contentRange();
        if (answer.status() == 206 && range != null) {
            return answer.letGo().thenReturn(new Version(path, range.total(), answer.validator()));
        }
        if (answer.status() == 416 && ContentRange.saysEmpty(answer.header(HttpHeaderNames.CONTENT_RANGE))) {
            return answer.letGo().thenReturn(new Version(path, 0, answer.validator()));
        }
        OptionalLong size = answer.contentLength();
        if (answer.status() == 200 && size.isPresent()) {
            return answer.letGo().thenReturn(new Version(path, size.getAsLong(), answer.validator()));
        }
        return answer.status() == 200 || answer.status() == 206
                ? answer.refused(Kind.UNSUPPORTED, "the file server does not tell the file's size")
                : answer.refused();
    }
}
