package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.alyxtransfer.smb.crypto.Signer;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.Command;
import org.alyxtransfer.smb.message.EchoRequest;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.ReadResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that this computer cannot take in: who waits for one hears of it all the same. */
class UnreadableAnswerTest {
    private final Scripted server = new Scripted(Duration.ofSeconds(5));

    @AfterEach
    void end() {
        server.channel.finishAndReleaseAll();
    }

    @Test
    void anAnswerForWhichThereIsNoMemoryEndsItsRequest() {
        Exchange<Boolean> echo = Exchange.of(new EchoRequest(), message -> {
            throw new OutOfMemoryError("Java heap space");
        });
        CompletableFuture<Void> sent =
                server.connection.send(Compound.of(0, Guard.PLAIN, echo)).toFuture();

        server.arrives(Scripted.answer(Command.ECHO, 0, 1, new byte[] {4, 0, 0, 0}));

        assertNoMemory(sent);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 90}) // all in one piece, and in two
    void aReadWhoseSignatureCannotBeCheckedEndsItsRequest(int bytesAtOnce) {
        server.connection.secure(new Security(0, new Unable(), null));
        Payload target = Payload.empty(100);
        Exchange<ReadResponse> read =
                Exchange.of(new ReadRequest(FileId.RELATED, 0, 100), message -> new ReadResponse(80, 100));
        CompletableFuture<Void> sent = server.connection
                .send(Compound.of(0, Guard.SIGNED, read).into(target))
                .toFuture();

        var frame = Scripted.answer(Command.READ, 0, 1, Scripted.read(100));
        server.arrives(frame.readRetainedSlice(frame.readableBytes() - bytesAtOnce));
        server.arrives(frame);

        assertNoMemory(sent);
    }

    private void assertNoMemory(CompletableFuture<Void> sent) {
        assertThat(sent)
                .isCompletedExceptionally()
                .failsWithin(Duration.ZERO)
                .withThrowableThat()
                .havingRootCause()
                .isInstanceOf(OutOfMemoryError.class);
        assertThat(sent.handle((nothing, failure) -> failure).join())
                .isInstanceOfSatisfying(
                        SmbException.class, e -> assertThat(e.reason()).isEqualTo(Reason.DISCONNECTED))
                .hasMessageContaining("no memory left to read an answer");
        assertThat(server.connection.isOpen()).isFalse();
    }

    /** Signs, and has no memory for more. */
    private static final class Unable implements Signer {
        @Override
        public void sign(ByteBuffer head, ByteBuffer rest) {}

        @Override
        public boolean verify(ByteBuffer head, ByteBuffer rest) {
            throw new OutOfMemoryError("Java heap space");
        }
    }
}
