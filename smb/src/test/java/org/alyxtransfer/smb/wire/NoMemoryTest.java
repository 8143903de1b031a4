package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.AbstractByteBufAllocator;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.WriteRequest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import reactor.core.scheduler.Schedulers;
import reactor.test.StepVerifier;

/** What becomes of requests for which no memory is left. */
class NoMemoryTest {
    private static final Duration SOON = Duration.ofSeconds(5);
    private static final String WHY = "Cannot reserve 4096 bytes of direct buffer memory";

    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final UnpooledByteBufAllocator counting = new UnpooledByteBufAllocator(true);
    private final AtomicInteger held = new AtomicInteger();

    @AfterEach
    void end() {
        channel.finishAndReleaseAll();
        assertThat(held).hasValue(0);
        assertThat(counting.metric().usedDirectMemory()).isZero();
    }

    @Test
    void aFrameThatCannotBeMadeEndsItsRequestAndTheConnection() {
        Connection connection = connection(new NoMemory());

        StepVerifier.create(connection.send(small()))
                .expectErrorSatisfies(NoMemoryTest::assertNoMemory)
                .verify(SOON);
        StepVerifier.create(connection.send(small()))
                .expectErrorSatisfies(NoMemoryTest::assertNoMemory)
                .verify(SOON);

        assertThat(connection.isOpen()).isFalse();
        assertThat(channel.isOpen()).isFalse();
    }

    @Test
    void aFrameOfWhichHalfIsMadeIsGivenBack() {
        Connection connection = connection(counting);
        Compound echo = echo().onSend(message -> {
            throw new OutOfMemoryError(WHY);
        });

        StepVerifier.create(connection.send(echo))
                .expectErrorSatisfies(NoMemoryTest::assertNoMemory)
                .verify(SOON);

        assertThat(connection.isOpen()).isFalse();
    }

    private Connection connection(ByteBufAllocator allocator) {
        channel.config().setAllocator(allocator);
        return new Connection(channel, Schedulers.parallel(), SOON);
    }

    private static Compound echo() {
        return Compound.of(0, Guard.PLAIN, Exchange.of(new EchoRequest()));
    }

    /** A write whose bytes are copied. */
    private Compound small() {
        Exchange<Boolean> write = Exchange.of(new WriteRequest(FileId.RELATED, 0, 10));
        return Compound.of(1, Guard.PLAIN, write).carrying(new Counted(Payload.empty(10), held));
    }

    private static void assertNoMemory(Throwable failure) {
        assertThat(failure)
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISCONNECTED))
                .hasMessageContaining("no memory left to send a request (" + WHY + ")");
    }

    private static final class NoMemory extends AbstractByteBufAllocator {
        private NoMemory() {
            super(true);
        }

        @Override
        protected ByteBuf newHeapBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError(WHY);
        }

        @Override
        protected ByteBuf newDirectBuffer(int initialCapacity, int maxCapacity) {
            throw new OutOfMemoryError(WHY);
        }

        @Override
        public boolean isDirectBufferPooled() {
            return false;
        }
    }
}
