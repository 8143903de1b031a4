package org.alyxtransfer.storage.layer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Objects;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Arena;
import org.alyxtransfer.storage.MemoryBudget;
import org.alyxtransfer.storage.MemoryBudget.ArenaShape;
import org.alyxtransfer.storage.SourceFile;
import org.alyxtransfer.storage.StagingFile;
import org.alyxtransfer.storage.StagingTarget;
import org.alyxtransfer.storage.Storage;
import org.alyxtransfer.storage.Storage.Start;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** The faults that other tests rely on do happen. */
class FaultyStorageTest {
    private static final FilePath FILE = FilePath.of(".s");

    private final MemoryBudget budget = new MemoryBudget(1 << 20);
    private final MemoryStorage memory = new MemoryStorage(budget);

    @Test
    void aBitFlipsInWhatIsReadAndNotInWhatIsThere() {
        put(memory);
        Storage flipping = new FaultyStorage(memory, new Faults().flipBit(Operation.READ, Faults.always()));

        assertThat(firstByte(flipping)).isEqualTo((byte) 0);
        assertThat(firstByte(memory)).isEqualTo((byte) 1);
    }

    @Test
    void aBitFlipsInWhatIsStored() {
        put(new FaultyStorage(memory, new Faults().flipBit(Operation.WRITE, Faults.nth(1))));

        assertThat(firstByte(memory)).isEqualTo((byte) 0);
    }

    private static void put(Storage storage) {
        Mono.usingWhen(
                        storage.openStaged(new StagingTarget(FILE, 10, Instant.EPOCH), Start.FRESH),
                        file -> file.chunk(0, 10).flatMap(chunk -> {
                            chunk.bytes().put(0, (byte) 1);
                            return file.write(chunk).doFinally(end -> chunk.giveBack());
                        }),
                        StagingFile::close)
                .block();
    }

    private byte firstByte(Storage storage) {
        Mono<Byte> first = Mono.usingWhen(
                storage.open(FILE),
                file -> Mono.usingWhen(
                        budget.admit(new ArenaShape(1, 0, false, 1)),
                        arena -> arena.take(0, 1).flatMap(file::read).map(chunk -> chunk.bytes()
                                .get(0)),
                        Arena::close),
                SourceFile::close);
        return Objects.requireNonNull(first.block());
    }
}
