package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.ReadResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** When a connection is given up since its server grants no more requests, and when not. The first request is granted. */
class StarvingTest {
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private final Scripted server = new Scripted(PATIENCE);

    @AfterEach
    void end() {
        server.channel.finishAndReleaseAll();
    }

    @Test
    void aWatchThatIsNeverAnsweredKeepsNobodyWaitingForEver() {
        CompletableFuture<Void> watch = send(echo().lasting());
        CompletableFuture<Void> next = send(echo());

        server.wait(PATIENCE.dividedBy(2));
        assertThat(next).isNotDone();
        server.wait(PATIENCE);

        assertThat(next)
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .withMessageContaining("grants no more requests");
        assertThat(watch).isCompletedExceptionally();
    }

    @Test
    void aWatchThatNobodyWaitsBehindMayLast() {
        CompletableFuture<Void> watch = send(echo().lasting());

        server.wait(PATIENCE.multipliedBy(2));

        assertThat(watch).isNotDone();
        assertThat(server.connection.isOpen()).isTrue();
    }

    @Test
    void anAnswerThatIsArrivingMayGrantMore() {
        Exchange<ReadResponse> read =
                Exchange.of(new ReadRequest(FileId.RELATED, 0, 100), message -> new ReadResponse(80, 100));
        CompletableFuture<Void> first = send(Compound.of(0, Guard.PLAIN, read).into(Payload.empty(100)));
        CompletableFuture<Void> next = send(echo());

        ByteBuf frame = Scripted.answer(Command.READ, 0, 1, Scripted.read(100));
        server.arrives(frame.readRetainedSlice(100));
        server.wait(PATIENCE.dividedBy(2)); // several looks at it
        server.arrives(frame);
        server.arrives(Scripted.answer(Command.ECHO, 1, 1, new byte[] {4, 0, 0, 0}));

        assertThat(first).isCompleted();
        assertThat(next).isCompleted();
    }

    private CompletableFuture<Void> send(Compound compound) {
        return server.connection.send(compound).toFuture();
    }

    private static Compound echo() {
        return Compound.of(0, Guard.PLAIN, Exchange.of(new EchoRequest()));
    }
}
