package org.alyxtransfer.storage.http;

import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.FileSource;
import org.alyxtransfer.storage.FileStat;
import org.alyxtransfer.storage.Limits;
import org.alyxtransfer.storage.SourceFile;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Files of one HTTP(S) file server, for reading; cannot list, and has no folders.
 *
 * <p>What it costs: {@link #open} asks for the first 64 KiB, which is all of a small file. Larger files take a request per
 * chunk, several at once, when the server proved that its ranges can be trusted; else one request for a stream in order.
 *
 * <p>Every answer is checked: status, range, version, length. Errors by kind: {@code SOURCE_CHANGED} (another version),
 * {@code GARBLED} (other bytes than asked for), {@code DISCONNECTED} (fewer), {@code TIMEOUT} (silence), {@code
 * THROTTLED}, {@code UNAVAILABLE}, {@code UNREACHABLE}. Repeats nothing by itself. Owns connections and threads: {@link
 * #close()}.
 */
public final class HttpFileSource implements FileSource {
    private final BaseUrl base;
    private final HttpSettings settings;
    private final HttpExchange exchange;
    private final Versions versions;
    private final Opening opening;

    private HttpFileSource(BaseUrl base, HttpSettings settings) {
        this.base = base;
        this.settings = settings;
        this.exchange = new HttpExchange(base, settings);
        this.versions = new Versions(exchange, base);
        this.opening = new Opening(exchange, versions, base, settings);
    }

    /** Connects to nothing yet. */
    public static HttpFileSource at(BaseUrl base, HttpSettings settings) {
        return new HttpFileSource(base, settings);
    }

    @Override
    public String name() {
        return base.toString();
    }

    @Override
    public Mono<Limits> limits() {
        return Mono.just(new Limits(
                settings.chunkBytes(),
                settings.readsPerFile(),
                1,
                settings.connections(),
                Limits.Flush.CLOSE_ONLY,
                base.origin().isSecure() ? Limits.Wire.PROTECTED : Limits.Wire.OPEN,
                false));
    }

    @Override
    public Mono<FileStat> stat(FilePath path) {
        return versions.now(path)
                .map(Versions.Version::stat)
                .onErrorResume(HttpFileSource::isNotFound, nothing -> Mono.empty());
    }

    @Override
    public Flux<FileStat> list(FilePath directory) {
        return Flux.error(new TransferException(
                Kind.UNSUPPORTED, base.readable(directory), "an HTTP file server cannot list its files; ask Alyx"));
    }

    @Override
    public Mono<SourceFile> open(FilePath path) {
        return opening.open(path);
    }

    /** Closes all connections and ends the threads; reads in flight fail. */
    public Mono<Void> close() {
        return exchange.close();
    }

    private static boolean isNotFound(Throwable failure) {
        return failure instanceof TransferException known && known.kind() == Kind.NOT_FOUND;
    }
}
