package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Servers, sources and a memory budget that end with their test; every byte of memory must be back by then. */
abstract class HttpReading {
    static final Duration PATIENCE = Duration.ofSeconds(30);
    static final FilePath FILE = FilePath.of("alf/file.npy");
    static final int CHUNK = 100_000;

    final MemoryBudget budget = new MemoryBudget(4 << 20);
    private final List<RawServer> servers = new ArrayList<>();
    private final List<HttpFileSource> sources = new ArrayList<>();

    @AfterEach
    void endEverything() {
        sources.forEach(source -> source.close().block(PATIENCE));
        servers.forEach(RawServer::close);
        assertThat(budget.reservedBytes()).as("bytes still lent or promised").isZero();
    }

    RawServer server(java.util.function.Function<RawServer.Request, RawServer.Reply> script) {
        RawServer server = RawServer.answering(script);
        servers.add(server);
        return server;
    }

    HttpFileSource source(RawServer server) {
        return source(server.base(), HttpSettings.defaults());
    }

    HttpFileSource source(BaseUrl base, HttpSettings settings) {
        HttpFileSource source = HttpFileSource.at(base, settings);
        sources.add(source);
        return source;
    }

    static HttpSettings impatient() {
        return HttpSettings.defaults().withTimeouts(Duration.ofSeconds(5), Duration.ofMillis(400));
    }

    static byte[] bytes(int size) {
        byte[] bytes = new byte[size];
        new Random(size).nextBytes(bytes);
        return bytes;
    }

    static <T> T await(Mono<T> mono) {
        return Objects.requireNonNull(mono.subscribeOn(Schedulers.parallel()).block(PATIENCE));
    }

    static void end(Mono<Void> mono) {
        mono.subscribeOn(Schedulers.parallel()).block(PATIENCE);
    }

    static TransferException failure(Mono<?> mono) {
        Throwable failure = Assertions.catchThrowable(() -> end(mono.then()));
        assertThat(failure).isInstanceOf(TransferException.class);
        return (TransferException) failure;
    }

    byte[] contentOf(Mono<SourceFile> opening) {
        return await(Mono.usingWhen(opening, this::whole, SourceFile::close));
    }

    TransferException failureOf(Mono<SourceFile> opening) {
        return failure(Mono.usingWhen(opening, this::whole, SourceFile::close));
    }

    /** The file in chunks, as many at once as it allows. */
    Mono<byte[]> whole(SourceFile file) {
        return whole(file, CHUNK);
    }

    Mono<byte[]> whole(SourceFile file, int chunk) {
        int size = Math.toIntExact(file.stat().size());
        byte[] whole = new byte[size];
        return Mono.usingWhen(
                        budget.admit(new ArenaShape(chunk, 0, true, 4)),
                        arena -> Flux.range(0, Math.max(1, (size + chunk - 1) / chunk))
                                .flatMapSequential(
                                        i -> read(file, arena, i * chunk, Math.min(chunk, size - i * chunk), whole),
                                        file.readsInFlight(),
                                        1)
                                .then(),
                        Arena::close)
                .thenReturn(whole);
    }

    static Mono<Void> read(SourceFile file, Arena arena, int offset, int length, byte[] whole) {
        return arena.take(offset, length).flatMap(chunk -> file.read(chunk)
                .doOnNext(filled -> filled.bytes().get(whole, offset, length))
                .doFinally(end -> chunk.giveBack())
                .then());
    }

    /** One range of an open file. */
    Mono<byte[]> range(SourceFile file, int offset, int length) {
        byte[] whole = new byte[offset + length];
        return Mono.usingWhen(
                        budget.admit(new ArenaShape(length, 0, true, 1)),
                        arena -> read(file, arena, offset, length, whole),
                        Arena::close)
                .then(Mono.fromSupplier(() -> java.util.Arrays.copyOfRange(whole, offset, offset + length)));
    }
}
