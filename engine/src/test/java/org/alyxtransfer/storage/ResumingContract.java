package org.alyxtransfer.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import java.util.Set;
import org.alyxtransfer.copy.CopyRequest;
import org.alyxtransfer.copy.CopyStep;
import org.alyxtransfer.copy.FileCopy;
import org.alyxtransfer.copy.KeptBytes;
import org.alyxtransfer.copy.Verification;
import org.alyxtransfer.dataset.Checksum.Algorithm;
import org.alyxtransfer.dataset.FilePath;
import org.alyxtransfer.storage.Storage.Start;
import org.alyxtransfer.storage.memory.MemoryStorage;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/**
 * How every {@link Storage} keeps a copy that goes on from a mark from building on what somebody else has staged under the
 * same name: it tells the beginning of a staging file, or what is there is read.
 */
abstract class ResumingContract extends WritingContract {
    private static final FilePath SOURCE = FilePath.of("source");
    private static final int CHUNKS = 4;

    @Test
    void aStagingFileThatIsGoneOnWithHasTheBeginningThatItHad() {
        String begun = beginning(storage, Start.FRESH, 1000);
        String goneOnWith = beginning(storage(budget), Start.RESUME, 2000);

        assertThat(begun).isIn("", goneOnWith);
    }

    @Test
    void aStagingFileThatWasBegunAnewHasAnotherBeginning() {
        for (int i = 0; i < 10; i++) {
            String begun = beginning(storage, Start.FRESH, 1000);
            String anew = beginning(storage(budget), Start.FRESH, 2000);
            String goneOnWith = beginning(storage, Start.RESUME, 2000);

            assertThat(begun.isEmpty() || !begun.equals(anew)).isTrue();
            assertThat(begun.isEmpty() || !begun.equals(goneOnWith)).isTrue();
        }
    }

    @Test
    void aStagingFileThatSomebodyElseBeganAnewIsNotGoneOnWith() {
        byte[] content = bytes(CHUNKS * chunkBytes);
        CopyStep.Reached mark = stoppedAtAMark(content);
        byte[] others = bytes(CHUNKS * chunkBytes);
        awaitEmpty(staging(storage(budget), target(at(".s"), others.length), Start.FRESH, file -> writeAll(
                        file, others, chunkBytes, 1)
                .then(file.flush())));

        long moved = goOn(content, mark);

        assertThat(contentOf(storage, at(".s"))).isEqualTo(content);
        assertThat(moved).isEqualTo(content.length);
    }

    @Test
    void aStagingFileThatNobodyTouchedIsGoneOnWithFromItsMark() {
        byte[] content = bytes(CHUNKS * chunkBytes);
        CopyStep.Reached mark = stoppedAtAMark(content);

        long moved = goOn(content, mark);

        assertThat(contentOf(storage, at(".s"))).isEqualTo(content);
        assertThat(moved).isEqualTo(content.length - mark.bytes());
    }

    private String beginning(Storage through, Start start, int size) {
        return await(staging(through, target(at(".s"), 2000), start, file -> {
            int there = Math.toIntExact(file.sizeAtStart());
            return write(file, bytes(2000), there, size - there)
                    .then(file.flush())
                    .then(Mono.fromSupplier(file::beginning));
        }));
    }

    private CopyStep.Reached stoppedAtAMark(byte[] content) {
        CopyStep.Reached mark = await(copied(oneWriteAtATime(), content, request(content))
                .ofType(CopyStep.Reached.class)
                .next());
        org.awaitility.Awaitility.await()
                .atMost(PATIENCE)
                .until(() -> budget.reservedBytes() == 0); // nothing of it is under way any more
        return mark;
    }

    /** Else the first chunk may be the last that is acknowledged, and there is no mark. */
    private Storage oneWriteAtATime() {
        return new PlainStorage(storage) {
            @Override
            public Mono<Limits> limits() {
                return super.limits()
                        .map(limits -> new Limits(
                                limits.chunkBytes(),
                                limits.readsInFlight(),
                                1,
                                limits.filesInFlight(),
                                limits.flush(),
                                limits.wire(),
                                limits.ignoresCase()));
            }
        };
    }

    private long goOn(byte[] content, CopyStep.Reached mark) {
        KeptBytes kept = new KeptBytes(mark.bytes(), mark.prefix(), mark.beginning(), KeptBytes.Proof.SOURCE);
        return awaitAll(copied(storage(budget), content, request(content).resumingAfter(kept))
                        .ofType(CopyStep.Moved.class))
                .stream()
                .mapToLong(CopyStep.Moved::bytes)
                .sum();
    }

    private CopyRequest request(byte[] content) {
        return CopyRequest.of(SOURCE, at(".s"), Set.of(Algorithm.MD5), Verification.STREAM)
                .expecting(content.length, Seeds.TIME, Optional.empty())
                .marking(chunkBytes);
    }

    private Flux<CopyStep> copied(Storage into, byte[] content, CopyRequest request) {
        MemoryStorage source = new MemoryStorage(budget);
        Seeds.put(source, SOURCE.value(), content);
        return new FileCopy(budget, Schedulers.parallel()).copy(source, into, request);
    }
}
