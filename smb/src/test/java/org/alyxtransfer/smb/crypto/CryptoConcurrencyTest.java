package org.alyxtransfer.smb.crypto;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One signer and one sealer for many threads. */
class CryptoConcurrencyTest {

    private static final int THREADS = 12; // more than a pool has slots on a small machine
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void manyThreadsSignWithOneSigner(int algorithm) throws Exception {
        Signer signer = Signer.of(algorithm, new byte[16]);
        Signer judge = Signer.of(algorithm, new byte[16]);

        together(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 100; i++) {
                ByteBuffer message = ByteBuffer.allocateDirect(64 + random.nextInt(40_000));
                message.putLong(24, thread * 1000L + i);
                signer.sign(message);
                synchronized (judge) { // one engine at a time, so that it cannot go wrong in the same way
                    assertThat(judge.verify(message, NOTHING)).isTrue();
                }
                assertThat(signer.verify(message, NOTHING)).isTrue();
            }
        });
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 4})
    void manyThreadsSealWithOneSealer(int cipher) throws Exception {
        Sealer client = Sealer.of(cipher, SealerTest.keys(cipher));
        Sealer server = Sealer.of(cipher, SealerTest.mirrored(SealerTest.keys(cipher)));

        together(thread -> {
            Random random = new Random(thread);
            for (int i = 0; i < 100; i++) {
                byte[] messages = new byte[1 + random.nextInt(40_000)];
                random.nextBytes(messages);
                ByteBuffer frame = ByteBuffer.allocateDirect(Sealer.HEADER_BYTES + messages.length);
                frame.put(Sealer.HEADER_BYTES, messages);
                client.seal(frame, thread);
                server.open(frame);
                assertThat(Hex.rest(frame.duplicate().position(Sealer.HEADER_BYTES)))
                        .isEqualTo(messages);
            }
        });
    }

    @Test
    void warmUpsMayRunTogether() throws Exception {
        together(thread -> {
            if (thread < 3) {
                CryptoWarmUp.run(thread);
            }
        });
    }

    @Test
    void aPoolNeverLendsOneEngineTwice() throws Exception {
        EnginePool<int[]> pool = new EnginePool<>(() -> new int[1]);

        together(thread -> {
            for (int i = 0; i < 20_000; i++) {
                int[] engine = pool.borrow();
                assertThat(++engine[0]).isEqualTo(1);
                engine[0] = 0;
                pool.giveBack(engine);
            }
        });
    }

    @Test
    void aPoolKeepsWhatComesBack() {
        List<Object> made = new ArrayList<>();
        EnginePool<Object> pool = new EnginePool<>(() -> {
            Object engine = new Object();
            made.add(engine);
            return engine;
        });

        Object first = pool.borrow();
        pool.giveBack(first);

        assertThat(pool.borrow()).isSameAs(first);
        assertThat(made).hasSize(1);
    }

    private interface Work {
        void of(int thread) throws Exception;
    }

    private static void together(Work work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        try {
            List<Callable<Boolean>> tasks = new ArrayList<>(THREADS);
            for (int i = 0; i < THREADS; i++) {
                int thread = i;
                tasks.add(() -> {
                    work.of(thread);
                    return true;
                });
            }
            for (Future<Boolean> done : threads.invokeAll(tasks)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
