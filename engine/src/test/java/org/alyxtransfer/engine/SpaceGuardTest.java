package org.alyxtransfer.engine;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.dataset.TransferException;
import org.alyxtransfer.dataset.TransferException.Kind;
import org.alyxtransfer.storage.Storage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.test.StepVerifier;

class SpaceGuardTest {
    private static final FilePath STAGING = FilePath.of(".part");

    private final AtomicLong free = new AtomicLong(100);
    private final AtomicInteger asked = new AtomicInteger();
    private final SpaceGuard guard = new SpaceGuard(disk(() -> Mono.fromSupplier(() -> {
        asked.incrementAndGet();
        return free.get();
    })));

    @Test
    void theStorageIsAskedOnceWhileFilesFit() {
        assertThat(fits(guard, 40)).isTrue();
        assertThat(fits(guard, 40)).isTrue();
        assertThat(fits(guard, 20)).isTrue();

        assertThat(asked).hasValue(1);
    }

    @Test
    void aFileThatDoesNotFitIsRefusedAndASmallerOneIsNot() {
        StepVerifier.create(guard.admit(FileToMove.sized(101), STAGING))
                .verifyErrorSatisfies(failure -> assertThat(failure)
                        .isInstanceOfSatisfying(TransferException.class, why -> assertThat(why.kind())
                                .isEqualTo(Kind.FULL))
                        .hasMessageContaining("needs 101 bytes")
                        .hasMessageContaining("has 100 left"));

        assertThat(fits(guard, 100)).isTrue();
    }

    @Test
    void roomThatWasMadeMeanwhileCounts() {
        assertThat(fits(guard, 90)).isTrue();
        free.set(500);

        assertThat(fits(guard, 400)).isTrue();
    }

    @Test
    void filesThatAskAtOnceAreNotPromisedTheSameRoom() {
        SpaceGuard slow =
                new SpaceGuard(disk(() -> Mono.delay(Duration.ofMillis(50)).map(tick -> 100L)));

        List<Boolean> fitting = Flux.range(0, 8)
                .flatMap(
                        i -> slow.admit(FileToMove.sized(30), STAGING)
                                .thenReturn(true)
                                .onErrorReturn(false),
                        8,
                        1)
                .collectList()
                .block();

        assertThat(fitting).filteredOn(fits -> fits).hasSize(3);
    }

    @Test
    void aStorageThatCannotTellRefusesNothing() {
        assertThat(fits(new SpaceGuard(disk(Mono::empty)), Long.MAX_VALUE)).isTrue();
    }

    private static boolean fits(SpaceGuard guard, long bytes) {
        return Boolean.TRUE.equals(guard.admit(FileToMove.sized(bytes), STAGING)
                .thenReturn(true)
                .onErrorReturn(false)
                .block());
    }

    private static Storage disk(Supplier<Mono<Long>> freeBytes) {
        return (Storage) Proxy.newProxyInstance(
                Storage.class.getClassLoader(),
                new Class<?>[] {Storage.class},
                (self, method, arguments) -> switch (method.getName()) {
                    case "freeBytes" -> freeBytes.get();
                    case "name" -> "disk:";
                    case "stat" -> Mono.empty();
                    default -> throw new UnsupportedOperationException(method.getName());
                });
    }
}
