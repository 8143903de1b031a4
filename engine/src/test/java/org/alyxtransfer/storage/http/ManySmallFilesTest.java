package org.alyxtransfer.storage.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBufUtil;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.SourceFile;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import reactor.core.Disposable;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Thousands of files of a few KiB: what they cost is requests and connections. */
class ManySmallFilesTest extends HttpReading {
    private static final int FILES = Integer.getInteger("test.files", 2000);
    private static final int AT_ONCE = 16;
    private static final int SIZE = 1600;

    @Test
    void eachFileIsOneRequestOverAFewConnections() {
        Set<Integer> most = ConcurrentHashMap.newKeySet();
        RawServer server = server(request -> RawServer.well(request, contentOf(request.path())));
        HttpFileSource source = source(server);

        List<Boolean> right = await(Flux.range(0, FILES)
                .flatMap(i -> isRight(source, server, most, i), AT_ONCE, 1)
                .collectList());

        assertThat(right).hasSize(FILES).doesNotContain(false);
        assertThat(server.requests()).hasSize(FILES);
        assertThat(most)
                .allMatch(connections -> connections <= HttpSettings.defaults().connections());
    }

    @Test
    void aServerThatClosesAfterEachAnswerLosesNothing() {
        AtomicInteger answers = new AtomicInteger();
        RawServer server = server(request -> {
            RawServer.Reply reply =
                    RawServer.well(request, contentOf(request.path()), "Connection: close", "ETag: \"x\"");
            answers.incrementAndGet();
            return reply.andClose();
        });
        HttpFileSource source = source(server);

        List<Boolean> right = await(Flux.range(0, 200)
                .flatMap(i -> isRight(source, server, ConcurrentHashMap.newKeySet(), i), AT_ONCE, 1)
                .collectList());

        assertThat(right).hasSize(200).doesNotContain(false);
        assertThat(answers).hasValue(200);
    }

    @Test
    void oneBadFileAmongManyFailsAlone() {
        RawServer server = server(request -> request.path().endsWith("/7.npy")
                ? RawServer.Reply.of("HTTP/1.1 404 Not Found", "Content-Length: 0")
                : RawServer.well(request, contentOf(request.path())));
        HttpFileSource source = source(server);

        List<Boolean> right = await(Flux.range(0, 100)
                .flatMap(
                        i -> isRight(source, server, ConcurrentHashMap.newKeySet(), i)
                                .onErrorReturn(false),
                        AT_ONCE,
                        1)
                .collectList());

        assertThat(right.stream().filter(ok -> !ok)).hasSize(1);
    }

    @Test
    void cancellingAtAnyMomentLeaksNoBuffer() {
        long seed = Long.getLong("test.seed", System.nanoTime());
        System.out.println("ManySmallFilesTest: -Dtest.seed=" + seed);
        Random random = new Random(seed);
        Queue<String> leaks = new ConcurrentLinkedQueue<>();
        ByteBufUtil.setLeakListener((type, records) -> leaks.add(records));
        RawServer server = server(request -> RawServer.well(request, contentOf(request.path())));
        HttpFileSource source = source(server);

        for (int i = 0; i < 400; i++) {
            Disposable reading = isRight(source, server, ConcurrentHashMap.newKeySet(), i)
                    .onErrorComplete()
                    .subscribe();
            LockSupport.parkNanos(random.nextInt(3_000_000));
            reading.dispose();
        }
        awaitMemory();
        for (int i = 0; i < 20; i++) { // leaks show when more buffers are taken after a collection
            System.gc();
            assertThat(await(isRight(source, server, ConcurrentHashMap.newKeySet(), i)))
                    .isTrue();
        }

        ByteBufUtil.setLeakListener(null);
        assertThat(leaks).isEmpty();
    }

    private void awaitMemory() {
        Awaitility.await().atMost(PATIENCE).until(() -> budget.reservedBytes() == 0);
    }

    private Mono<Boolean> isRight(HttpFileSource source, RawServer server, Set<Integer> most, int i) {
        FilePath path = FilePath.of("alf/" + i + ".npy");
        return Mono.usingWhen(source.open(path), file -> whole(file, SIZE), SourceFile::close)
                .doOnNext(read -> most.add(server.openConnections()))
                .map(read -> java.util.Arrays.equals(read, contentOf("/" + path)));
    }

    private static byte[] contentOf(String path) {
        byte[] content = bytes(SIZE);
        byte[] name = path.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        System.arraycopy(name, 0, content, 0, name.length);
        return content;
    }
}
