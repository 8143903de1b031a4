package org.alyxtransfer.smb.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.alyxtransfer.smb.failure.SmbException;
import org.alyxtransfer.smb.failure.SmbException.Reason;
import org.alyxtransfer.smb.message.FileId;
import org.alyxtransfer.smb.message.FlushRequest;
import org.alyxtransfer.smb.message.ReadRequest;
import org.alyxtransfer.smb.message.WriteRequest;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** What is handed to a worker to be signed or sealed, and what becomes of it. */
class CompoundTest {
    private static final int LARGE = 64 << 10;
    private static final int MEBIBYTE = 1 << 20;

    @Test
    void manyBytesToProtectAreHeavy() {
        assertThat(write(Guard.SIGNED, LARGE).isHeavy()).isTrue();
        assertThat(write(Guard.SEALED, LARGE).isHeavy()).isTrue();
        assertThat(carrying(LARGE).isHeavy()).isTrue();
    }

    @Test
    void fewBytesAreNotHoweverManyRequestsTheyAre() {
        assertThat(write(Guard.SIGNED, 1_000).isHeavy()).isFalse();
        assertThat(carrying(16 << 10).isHeavy()).isFalse();
    }

    @Test
    void bytesThatAreAskedForAreNot() {
        Exchange<Boolean> read = Exchange.of(new ReadRequest(FileId.RELATED, 0, MEBIBYTE));

        assertThat(Compound.of(1, Guard.SEALED, read)
                        .into(Payload.empty(MEBIBYTE))
                        .isHeavy())
                .isFalse();
    }

    @Test
    void bytesThatNobodyProtectsAreNot() {
        assertThat(write(Guard.PLAIN, MEBIBYTE).isHeavy()).isFalse();
    }

    @Test
    void bytesThatCannotBeMadePlainAgainAreNotSentAgain() {
        AtomicInteger held = new AtomicInteger();
        Compound write = Compound.of(1, Guard.SEALED, Exchange.of(new WriteRequest(FileId.RELATED, 0, LARGE)))
                .around(new Counted(Payload.empty(LARGE), held));
        write.restoreWith(() -> {
            throw new IllegalStateException("a wrong seal");
        });

        Mono<Void> sent = Mono.create(sink -> {
            write.begin(sink);
            assertThat(held).hasValue(1);
            write.neverSent(SmbException.of(Reason.DISCONNECTED, "the connection broke"));
        });

        assertThatThrownBy(() -> sent.block(Duration.ofSeconds(5)))
                .isNotInstanceOf(SmbException.class) // which would be repeated
                .hasMessageContaining("could not be decrypted again")
                .hasMessageContaining("a wrong seal");
        assertThat(held).hasValue(0);
    }

    private static Compound write(Guard guard, int bytes) {
        Exchange<Boolean> write = Exchange.of(new WriteRequest(FileId.RELATED, 0, bytes));
        return Compound.of(1, guard, write).around(Payload.empty(bytes));
    }

    private static Compound carrying(int bytes) {
        return Compound.of(
                        1,
                        Guard.SIGNED,
                        Exchange.of(new WriteRequest(FileId.RELATED, 0, bytes)),
                        Exchange.of(new FlushRequest(FileId.RELATED)))
                .carrying(Payload.empty(bytes));
    }
}
